'use client'

import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import type { QuerySuggestionsProps } from '@/components/inventory/query-suggestions'
import { QueryTokens } from '@/components/inventory/query-tokens'
import { controlLook } from '@/components/ui/control-look'
import { lateComponent, useLateComponent } from '@/components/ui/late-component'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import { type ParsedQuery, parseQuery } from '@/lib/inventory/query'

/** What is suggested comes after the box: typing and searching work without it. */
const SUGGESTIONS = lateComponent<QuerySuggestionsProps>(
  async () => (await import('@/components/inventory/query-suggestions')).QuerySuggestions,
)

interface QueryBoxProps {
  value: string
  onChange: (value: string) => void
}

/** The search of the table: a combobox that suggests keys and values, its conditions below, its problems in place. */
export function QueryBox({ value, onChange }: QueryBoxProps) {
  const listId = useId()
  const problemId = useId()
  const input = useRef<HTMLInputElement>(null)
  const underlines = useRef<HTMLDivElement>(null)
  const keys = useRef<(event: KeyboardEvent) => boolean>(undefined)
  const goingTo = useRef<{ text: string; caret: number }>(undefined)
  const [typing, setTyping] = useState<number>()
  const [popup, setPopup] = useState<{ isOpen: boolean; activeId?: string }>({ isOpen: false })
  const isHydrated = useIsHydrated()
  const Suggestions = useLateComponent(SUGGESTIONS)
  const parsed = parseQuery(value)
  const { problems } = parsed

  const openAt = (field: HTMLInputElement | null) => setTyping(field?.selectionStart ?? value.length)
  const put = (text: string, caret: number, isDone: boolean) => {
    onChange(text)
    setTyping(isDone ? undefined : caret)
    goingTo.current = { text, caret }
  }
  // React moves the caret to the end of a text that it puts there; the next letter is typed where it belongs.
  useLayoutEffect(() => {
    if (goingTo.current?.text !== value) return
    input.current?.setSelectionRange(goingTo.current.caret, goingTo.current.caret)
    goingTo.current = undefined
  }, [value])
  const clear = () => {
    onChange('')
    setTyping(undefined)
    input.current?.focus()
  }
  const keyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const isTaken = keys.current?.(event) ?? false
    if (!isTaken && event.key === 'ArrowDown' && !popup.isOpen) openAt(event.currentTarget)
    else if (!isTaken && event.key === 'Escape' && value !== '') clear()
    else if (!isTaken) return
    event.preventDefault()
  }
  const underline = () => {
    if (input.current && underlines.current) underlines.current.scrollLeft = input.current.scrollLeft
  }

  return (
    <div>
      <search inert={!isHydrated} className="relative block min-w-0">
        <Search aria-hidden size={14} className="pointer-events-none absolute top-2.25 left-2.5 text-mute" />
        <input
          ref={input}
          type="search"
          role="combobox"
          aria-label="Search function URLs"
          aria-expanded={popup.isOpen}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={popup.activeId}
          aria-describedby={problems.length > 0 ? problemId : undefined}
          aria-invalid={problems.length > 0 || undefined}
          placeholder="Function, alias, address or origin; or is:public, region:eu-*, -auth:AWS_IAM"
          value={value}
          onFocus={() => void SUGGESTIONS.load().catch(() => undefined)}
          onChange={(event) => {
            onChange(event.target.value)
            // Behind a space anything can follow: the list would be in the way of what was found.
            if (isBehindSpace(event.target)) setTyping(undefined)
            else openAt(event.target)
          }}
          onClick={(event) => openAt(event.currentTarget)}
          onSelect={(event) => typing !== undefined && openAt(event.currentTarget)}
          onBlur={() => setTyping(undefined)}
          onKeyDown={keyDown}
          onScroll={underline}
          autoCapitalize="none"
          autoCorrect="off"
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          className={controlLook('h-8 pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden')}
        />
        {problems.length > 0 && (
          <Underlines ref={underlines} text={value} problems={problems} onPlaced={underline} />
        )}
        {value !== '' && (
          <button
            type="button"
            aria-label="Clear the search"
            onClick={clear}
            className="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded-sm text-mute hover:text-ink"
          >
            <X aria-hidden size={14} />
          </button>
        )}
        {typing !== undefined && Suggestions ? (
          <Suggestions
            id={listId}
            anchor={input}
            keys={keys}
            text={value}
            caret={typing}
            onPut={put}
            onClose={() => setTyping(undefined)}
            onPopup={setPopup}
          />
        ) : (
          <div id={listId} role="listbox" aria-label="Suggestions" hidden />
        )}
      </search>
      <div id={problemId} role="status">
        {problems.length > 0 && (
          <ul className="px-1 pt-1.5 text-bad text-small">
            {problems.map(({ from, message }) => (
              <li key={from}>{message}</li>
            ))}
          </ul>
        )}
      </div>
      <QueryTokens
        query={value}
        parsed={parsed}
        onChange={(text) => {
          onChange(text)
          input.current?.focus()
        }}
      />
    </div>
  )
}

function isBehindSpace({ value, selectionStart }: HTMLInputElement): boolean {
  return value !== '' && /^\s?$/u.test(value.slice(0, selectionStart ?? value.length).slice(-1))
}

interface UnderlinesProps {
  ref: React.RefObject<HTMLDivElement | null>
  text: string
  problems: ParsedQuery['problems']
  /** The text may be scrolled already when the first problem comes. */
  onPlaced: () => void
}

/** The text once more behind what is typed, unseen but for the lines under what cannot be meant. */
function Underlines({ ref, text, problems, onPlaced }: UnderlinesProps) {
  const pieces = problems.map(({ from, to }, index) => ({
    from,
    plain: text.slice(problems[index - 1]?.to ?? 0, from),
    wrong: text.slice(from, to),
  }))
  return (
    <div
      ref={(element) => {
        ref.current = element
        onPlaced()
      }}
      aria-hidden
      className="pointer-events-none absolute inset-y-0 right-8 left-8 mx-px select-none overflow-hidden whitespace-pre text-transparent leading-8"
    >
      {pieces.map(({ from, plain, wrong }) => (
        <span key={from}>
          {plain}
          <span className="underline decoration-2 decoration-bad decoration-wavy underline-offset-4">
            {wrong}
          </span>
        </span>
      ))}
      {text.slice(problems.at(-1)?.to ?? 0)}
    </div>
  )
}
