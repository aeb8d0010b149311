import { visibleText } from '@/lib/text/visible-text'

/** Control, format (zero width, direction marks), separator and filler characters, which nobody sees on screen. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
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

/** A value for use inside a message: cut, and with characters that cannot be seen spelled out. */
export function quoted(text: string): string {
  const characters = [...text.slice(0, 2 * MAX_QUOTED)]
  const isCut = characters.length > MAX_QUOTED || text.length > 2 * MAX_QUOTED
  return visibleText(characters.slice(0, MAX_QUOTED).join('')) + (isCut ? '…' : '')
}
