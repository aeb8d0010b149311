const conjunction = new Intl.ListFormat('en', { type: 'conjunction' })
const disjunction = new Intl.ListFormat('en', { type: 'disjunction' })

/** A value inside a sentence: in quotes unless it is one plain word, so that no value reads as a part of the sentence. */
export function shownValue(value: string): string {
  return /^[\x21\x23-\x7e]+$/.test(value) ? value : `“${value.replace(/[“”]/g, '"')}”`
}

/** "a, b, and c" */
export const allOf = (phrases: readonly string[]): string => conjunction.format(phrases)

/** "a, b, or c" */
export const anyOf = (phrases: readonly string[]): string => disjunction.format(phrases)
