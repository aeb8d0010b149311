/** Control, format (zero width, right-to-left marks) and separator characters, which nobody sees on screen. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
const EVERY_INVISIBLE = new RegExp(INVISIBLE, 'gu')
const LONE_SURROGATE = /\p{Cs}/u

/** Whether a text holds characters that cannot be seen: control characters, zero-width ones, direction marks. */
export function hasInvisible(text: string): boolean {
  return INVISIBLE.test(text)
}

/** Whether a text holds half a character (a lone surrogate), which no header can carry. */
export function hasLoneSurrogate(text: string): boolean {
  return LONE_SURROGATE.test(text)
}

/** The text without the characters that cannot be seen. */
export function withoutInvisible(text: string): string {
  return text.replace(EVERY_INVISIBLE, '')
}

const MAX_QUOTED = 60

/** A value for use inside a message: cut, and without anything that could turn the message around. */
export function quoted(text: string): string {
  const safe = withoutInvisible(text).replace(/\p{Cs}/gu, '�')
  const characters = [...safe.slice(0, 2 * MAX_QUOTED)]
  return characters.length > MAX_QUOTED ? `${characters.slice(0, MAX_QUOTED).join('')}…` : characters.join('')
}
