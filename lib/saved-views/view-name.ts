import { visibleText } from '@/lib/text/visible-text'

export const MAX_NAME = 60

/** Names are the same where a person would take them for the same: spaces, case and forms of a letter apart. */
export const nameKey = (name: string): string => tidyName(name).normalize('NFKC').toLowerCase()

/** The name as it is kept. */
export const tidyName = (name: string): string => name.trim().replace(/\s+/gu, ' ')

/** What is wrong with a name for a view, in a sentence; `others` are the names that are taken. */
export function nameProblem(name: string, others: readonly string[] = []): string | undefined {
  const tidy = tidyName(name)
  if (tidy === '') return 'Give the view a name.'
  if (tidy.length > MAX_NAME) return `A name has at most ${MAX_NAME} characters; this one has ${tidy.length}.`
  if (visibleText(tidy) !== tidy) return 'This name has a character in it that cannot be seen.'
  if (others.some((other) => nameKey(other) === nameKey(tidy))) return 'Another view has this name.'
  return undefined
}
