import { parseQuery, printTerm } from '@/lib/inventory/query'
import { fieldOf, QUERY_FIELDS, type QueryField, queryKey } from '@/lib/inventory/query-keys'
import type { QueryValueCount } from '@/lib/inventory/schema'

/** Where somebody types in a query: what a suggestion takes the place of. */
export interface TypingPlace {
  from: number
  to: number
  /** The key whose value is typed; `null` where it is a word or the beginning of a key. */
  field: QueryField | null
  /** What is typed so far, without quotation marks. */
  typed: string
}

export interface Suggestion {
  /** What is put into the query. */
  text: string
  /** What it means. */
  detail?: string
  /** How many function URLs have it, where the index was asked. */
  count?: number
  /** A value or more has to follow. */
  isKey: boolean
}

/** Fewer letters than this could be the beginning of anything. */
const TELLING = 2
const SHOWN_AT_MOST = 50

/** The place at this letter; `undefined` where nothing can be suggested, behind a key that there is not. */
export function placeAt(text: string, caret: number): TypingPlace | undefined {
  const part = parseQuery(text).parts.find(({ from, to }) => from < caret && caret <= to)
  if (!part) return { from: caret, to: caret, field: null, typed: '' }
  const { key, valueFrom, to } = part
  const begin = part.from + (text[part.from] === '-' ? 1 : 0)
  if (key === undefined) return { from: begin, to, field: null, typed: text.slice(begin, caret) }
  if (caret < valueFrom) return { from: begin, to: valueFrom, field: null, typed: text.slice(begin, caret) }
  const field = fieldOf(key)
  return field && { from: valueFrom, to, field, typed: text.slice(valueFrom, caret).replaceAll('"', '') }
}

/** What can stand there; `known` is what the index knows to stand behind the key. */
export function suggestionsAt(
  { field, typed }: TypingPlace,
  known: readonly QueryValueCount[] = [],
): Suggestion[] {
  const all = field ? valuesOf(field, typed, known) : wordsFor(typed)
  return all.slice(0, SHOWN_AT_MOST)
}

/** The keys, those that begin as what is typed first; then values that can be meant by themselves. */
function wordsFor(typed: string): Suggestion[] {
  const word = typed.toLowerCase()
  const isTelling = word.length >= TELLING
  const keys = QUERY_FIELDS.map((field) => ({ field, key: queryKey(field) }))
  const starting = keys.filter(({ field }) => field.startsWith(word))
  const named = keys.filter(
    ({ field, key }) => isTelling && !field.startsWith(word) && key.label.toLowerCase().includes(word),
  )
  const values = keys.flatMap(({ field, key }) =>
    (key.values ?? []).flatMap(({ value, label }) =>
      isTelling && value.toLowerCase().startsWith(word)
        ? [{ text: written(field, value), detail: label, isKey: false }]
        : [],
    ),
  )
  const asKey = ({ field, key }: (typeof keys)[number]): Suggestion => ({
    text: `${field}:`,
    detail: `${key.label}, as ${key.example}`,
    isKey: true,
  })
  return [...starting.map(asKey), ...named.map(asKey), ...values]
}

function valuesOf(field: QueryField, typed: string, known: readonly QueryValueCount[]): Suggestion[] {
  const fixed = queryKey(field).values ?? []
  const isFixed = fixed.length > 0
  const counts = new Map(known.map(({ value, count }) => [value.toLowerCase(), count]))
  const all = isFixed
    ? fixed.map(({ value, label }) => ({ value, detail: label, count: counts.get(value.toLowerCase()) }))
    : known
  const word = typed.toLowerCase().replaceAll('*', '')
  const holding = all.filter(({ value, detail }) => `${value} ${detail ?? ''}`.toLowerCase().includes(word))
  const isFirst = ({ value }: { value: string }) => value.toLowerCase().startsWith(word)
  return [...holding.filter(isFirst), ...holding.filter((each) => !isFirst(each))].map(
    ({ value, detail, count }) => ({
      text: written(field, value).slice(field.length + 1),
      ...{ detail, count, isKey: false },
    }),
  )
}

const written = (field: QueryField, value: string) => printTerm({ field, value, isNegated: false })

/** The query with a suggestion at its place, and where typing goes on. */
export function withSuggestion(
  text: string,
  { from, to }: TypingPlace,
  { text: put, isKey }: Suggestion,
): { text: string; caret: number } {
  const before = text.slice(0, from) + put
  const after = text.slice(to)
  // A key waits for its value; behind a value the next word can be typed at once.
  const space = isKey || after.startsWith(' ') ? '' : ' '
  const caret = before.length + (isKey ? 0 : 1)
  return { text: before + space + after, caret }
}
