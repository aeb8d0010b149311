'use client'

import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { ListPopup } from '@/components/ui/list-popup'
import { queryValuesQuery } from '@/lib/inventory/queries'
import {
  placeAt,
  type Suggestion,
  suggestionsAt,
  type TypingPlace,
  withSuggestion,
} from '@/lib/inventory/suggest'
import { counted, formatNumber } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

export interface QuerySuggestionsProps {
  /** Of the listbox. */
  id: string
  anchor: RefObject<HTMLInputElement | null>
  /** Where the field finds what takes its keys; it answers whether a key was for the list. */
  keys: RefObject<((event: KeyboardEvent) => boolean) | undefined>
  text: string
  caret: number
  onPut: (text: string, caret: number, isDone: boolean) => void
  onClose: () => void
  /** Tells the field what to say of the list. */
  onPopup: (popup: { isOpen: boolean; activeId?: string }) => void
}

const NONE: Suggestion[] = []

/** The list under the search while somebody types: keys first, then what can stand behind one, with counts. */
export function QuerySuggestions({
  id,
  anchor,
  keys,
  text,
  caret,
  onPut,
  onClose,
  onPopup,
}: QuerySuggestionsProps) {
  const place = placeAt(text, caret)
  const suggestions = useSuggestions(place)
  const wanted = `${place?.field} ${place?.typed}`
  const [chosen, setChosen] = useState({ wanted, active: -1 })
  const active = chosen.wanted === wanted ? Math.min(chosen.active, suggestions.length - 1) : -1
  const isOpen = suggestions.length > 0
  const activeId = isOpen && active >= 0 ? optionId(id, active) : undefined

  useEffect(() => onPopup({ isOpen, activeId }), [isOpen, activeId, onPopup])
  useEffect(() => () => onPopup({ isOpen: false }), [onPopup])

  const pick = (suggestion: Suggestion | undefined) => {
    if (!place || !suggestion) return onClose()
    const next = withSuggestion(text, place, suggestion)
    onPut(next.text, next.caret, !suggestion.isKey)
  }
  useLayoutEffect(() => {
    keys.current = ({ key, altKey }) => {
      const step = ({ ArrowDown: 1, ArrowUp: -1 } as Record<string, number>)[key]
      if (!isOpen || altKey) return false
      if (key === 'Escape') onClose()
      else if (step) setChosen({ wanted, active: moved(active, step, suggestions.length) })
      else if (key === 'Enter') pick(suggestions[active])
      else return false
      return true
    }
    return () => {
      keys.current = undefined
    }
  })

  if (!isOpen) return <div id={id} role="listbox" aria-label="Suggestions" hidden />
  return <SuggestionList id={id} anchor={anchor} suggestions={suggestions} active={active} onPick={pick} />
}

/** What fits the place. What is typed out in full, or nothing but it, needs no list. */
function useSuggestions(place: TypingPlace | undefined): Suggestion[] {
  const field = place?.field
  const { data } = useQuery({
    ...queryValuesQuery(field ?? 'is'),
    enabled: field !== null && field !== undefined,
  })
  if (!place) return NONE
  const suggestions = suggestionsAt(place, data)
  const [only, ...others] = suggestions
  return only && others.length === 0 && only.text === place.typed ? NONE : suggestions
}

/** From nowhere down to the first and up to the last; round at the ends. */
function moved(active: number, step: number, count: number): number {
  if (active < 0) return step > 0 ? 0 : count - 1
  return (active + step + count) % count
}

interface SuggestionListProps extends Pick<QuerySuggestionsProps, 'id' | 'anchor'> {
  suggestions: Suggestion[]
  active: number
  onPick: (suggestion: Suggestion) => void
}

function SuggestionList({ id, anchor, suggestions, active, onPick }: SuggestionListProps) {
  return (
    <ListPopup
      id={id}
      label="Suggestions"
      anchor={anchor}
      placing={{ align: 'start' }}
      activeId={active >= 0 ? optionId(id, active) : undefined}
      className="w-120"
      footer={
        <div role="status" className="sr-only">
          {counted(suggestions.length, 'suggestion')}
        </div>
      }
    >
      {suggestions.map((suggestion, index) => (
        <SuggestionOption
          key={suggestion.text}
          id={optionId(id, index)}
          suggestion={suggestion}
          isActive={index === active}
          onPick={() => onPick(suggestion)}
        />
      ))}
    </ListPopup>
  )
}

interface SuggestionOptionProps {
  id: string
  suggestion: Suggestion
  isActive: boolean
  onPick: () => void
}

function SuggestionOption({
  id,
  suggestion: { text, detail, count },
  isActive,
  onPick,
}: SuggestionOptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps focus and points here by aria-activedescendant
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      onClick={onPick}
      className={clsx(
        'flex min-h-8 scroll-my-1 flex-wrap items-baseline gap-x-3 rounded-sm px-2 py-1 hover:bg-chip',
        isActive && 'bg-chip -outline-offset-2 forced-colors:outline-2',
      )}
    >
      <span className="min-w-0 break-all text-mono">{visibleText(text)}</span>
      {detail && <span className="min-w-0 flex-1 truncate text-mute text-small">{visibleText(detail)}</span>}
      {count !== undefined && (
        <span className="ml-auto text-mute text-small tabular-nums">
          {formatNumber(count)}
          <span className="sr-only"> {count === 1 ? 'function URL' : 'function URLs'}</span>
        </span>
      )}
    </div>
  )
}

const optionId = (listId: string, index: number): string => `${listId}-${index}`
