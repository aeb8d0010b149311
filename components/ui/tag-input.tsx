'use client'

import { clsx } from 'clsx'
import { type ClipboardEvent, type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'
import { useFieldControl } from './field-context'
import { Tag } from './tag'
import { type AddedTags, addTags, splitList } from './tag-list'

interface TagInputProps {
  value: string[]
  onChange: (value: string[]) => void
  placeholder?: string
  /** What is wrong with one entry; its chip says so. */
  itemErrors?: (item: string, index: number) => string | undefined
  /** Offered while typing, without those already there. */
  suggestions?: string[]
  /** Takes pasted or typed text apart; by default at commas, line breaks and spaces. */
  parse?: (text: string) => string[]
  /** What is stored for what was typed; equal results are the same entry. */
  normalise?: (text: string) => string
  mono?: boolean
  maxItems?: number
  disabled?: boolean
}

/**
 * A list typed or pasted entry by entry. Enter, comma and leaving the field add; Backspace removes the last;
 * arrow keys walk over the chips. Nothing typed is lost: what does not fit stays in the box, and a message says why.
 */
export function TagInput(props: TagInputProps) {
  const { value, onChange, placeholder, itemErrors, suggestions, mono = true, disabled = false } = props
  const { parse = splitList, normalise = (text: string) => text, maxItems } = props
  const listId = useId()
  const field = useFieldControl()
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const focusAfterwards = useRef<number>(undefined)
  const [text, setText] = useState('')
  const [said, setSaid] = useState('')

  // The chip that had focus is gone: the one that took its place gets it, or the box.
  useLayoutEffect(() => {
    const index = focusAfterwards.current
    focusAfterwards.current = undefined
    if (index !== undefined && !focusChip(box.current, index)) input.current?.focus()
  })

  const commit = (typed: string) => {
    const added = addTags(value, parse(typed), { normalise, maxItems })
    setText(added.rest.join(' '))
    setSaid(addedSentence(added, maxItems))
    if (added.added.length > 0) onChange(added.value)
  }
  const remove = (index: number) => {
    const item = value[index]
    if (item === undefined || disabled) return
    onChange(value.filter((_, each) => each !== index))
    setSaid(`${visibleText(item)} removed.`)
    focusAfterwards.current = Math.min(index, value.length - 2)
  }
  const keyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const atStart = event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0
    if ((event.key === 'Enter' || event.key === ',') && text.trim() !== '') {
      event.preventDefault()
      commit(text)
    } else if (event.key === 'Backspace' && text === '' && value.length > 0) {
      event.preventDefault()
      onChange(value.slice(0, -1))
      setSaid(`${visibleText(value.at(-1) ?? '')} removed.`)
    } else if (event.key === 'ArrowLeft' && atStart && focusChip(box.current, value.length - 1)) {
      event.preventDefault()
    }
  }
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text')
    if (parse(pasted).length < 2) return
    event.preventDefault()
    commit(`${text} ${pasted}`)
  }
  const offered = suggestions?.filter((each) => !value.includes(each)) ?? []

  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the field inside, which has the keyboard */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
      <div
        ref={box}
        onClick={(event) => event.target === event.currentTarget && input.current?.focus()}
        className={clsx(
          'flex min-h-8 flex-wrap items-center gap-1 rounded border border-control p-0.75',
          'has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent has-[input:focus-visible]:-outline-offset-1',
          'has-[input[aria-invalid]]:border-bad',
          disabled ? 'cursor-not-allowed border-line bg-disabled' : 'cursor-text bg-panel',
        )}
      >
        {value.length > 0 && (
          <ul aria-label="Entries" className="contents">
            {value.map((item, index) => (
              <Tag
                // biome-ignore lint/suspicious/noArrayIndexKey: the value may hold the same entry twice before it is mended
                key={`${index} ${item}`}
                text={item}
                error={itemErrors?.(item, index)}
                mono={mono}
                disabled={disabled}
                onRemove={() => remove(index)}
                onMove={(step) =>
                  focusChip(box.current, index + step) || (step > 0 && input.current?.focus())
                }
              />
            ))}
          </ul>
        )}
        <input
          ref={input}
          {...field}
          value={text}
          disabled={disabled}
          placeholder={
            value.length === 0 || maxItems === undefined || value.length < maxItems ? placeholder : undefined
          }
          list={offered.length > 0 ? listId : undefined}
          autoCapitalize="none"
          autoCorrect="off"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="done"
          onChange={(event) => {
            const typed = event.target.value
            setText(typed)
            setSaid('')
            if (isPicked(event.nativeEvent) && offered.includes(typed)) commit(typed)
          }}
          onKeyDown={keyDown}
          onPaste={paste}
          onBlur={() => text.trim() !== '' && commit(text)}
          className={clsx(
            'h-6 min-w-30 flex-1 bg-transparent px-1.5 outline-none disabled:cursor-not-allowed',
            mono && 'text-mono placeholder:font-sans placeholder:text-body',
          )}
        />
        {offered.length > 0 && (
          <datalist id={listId}>
            {offered.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
        )}
      </div>
      <p role="status" className={said ? 'mt-1 text-mute text-small' : 'sr-only'}>
        {said}
      </p>
    </div>
  )
}

/** A suggestion was picked from the browser's list, not typed. */
function isPicked(event: Event): boolean {
  return !(event instanceof InputEvent) || event.inputType === 'insertReplacementText'
}

function focusChip(box: HTMLElement | null, index: number): boolean {
  const chip = box?.querySelectorAll<HTMLElement>('[data-tag]')[index]
  chip?.focus()
  return chip !== undefined
}

function addedSentence({ added, duplicates, rest }: AddedTags, maxItems: number | undefined): string {
  const sentences = [
    added.length === 1 && `${visibleText(added[0] ?? '')} added.`,
    added.length > 1 && `${counted(added.length, 'entry', 'entries')} added.`,
    duplicates.length === 1 && `${visibleText(duplicates[0] ?? '')} is there already.`,
    duplicates.length > 1 && `${duplicates.length} were there already.`,
    rest.length > 0 && `At most ${maxItems} entries: the rest is still in the box.`,
  ]
  return sentences.filter(Boolean).join(' ')
}
