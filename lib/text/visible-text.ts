/**
 * What nobody sees on screen, or what turns a text around: control, format (direction marks, zero width),
 * line separators, ignorable fillers and halves of characters.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** The text with every character that cannot be seen replaced by its code: `[U+202E]`. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (character) => `[U+${hex(character.codePointAt(0) ?? 0)}]`)
}

/** A value as indented JSON in which such characters are escaped, so that it can be read and still be copied. */
export function visibleJson(value: unknown): string {
  const escaped = (line: string) =>
    line.replace(UNSEEN, (character) =>
      character
        .split('')
        .map((unit) => `\\u${hex(unit.charCodeAt(0)).toLowerCase()}`)
        .join(''),
    )
  return (JSON.stringify(value, null, 2) ?? '').split('\n').map(escaped).join('\n')
}

const hex = (code: number) => code.toString(16).toUpperCase().padStart(4, '0')
