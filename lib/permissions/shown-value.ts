/** A value inside a sentence: in quotes unless it is one plain word, so that no value reads as a part of the sentence. */
export function shownValue(value: string): string {
  return /^[\x21\x23-\x7e]+$/.test(value) ? value : `“${value.replace(/[“”]/g, '"')}”`
}
