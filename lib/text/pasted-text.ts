/** Colours and movements of terminals (ECMA-48). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals write this character before each of them.
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g
/** The same where the character before it was lost on the way. */
const ANSI_REST = /(?<=^|\s)\[(?:\d{1,2}(?:;\d{1,3})*)?m/gm
const UNSEEN = /\u200b|\u200c|\u200d|\u2060|\ufeff/g
const SPACES = /[\u00a0\u202f\u2007]/g

/** A pasted text without what terminals, chats and editors put into it; its words stay as they are. */
export function cleanedPaste(text: string): string {
  const lines = text
    .replace(ANSI, '')
    .replace(ANSI_REST, '')
    .replace(UNSEEN, '')
    .replace(SPACES, ' ')
    .replace(/\r\n?/g, '\n')
  return decoded(withoutEntities(lines))
}

/** Straight quotes: Firefox and word processors set typographic ones. */
export function withStraightQuotes(text: string): string {
  return text.replace(/[‘’‚‛′]/g, "'").replace(/[“”„‟″]/g, '"')
}

/** A text that was copied out of an address holds no spaces, but what stands for them. */
function decoded(text: string): string {
  const encoded = text.match(/%20|%0A|%3A|%2F/gi)?.length ?? 0
  if (encoded < 3 || /\s/.test(text.trim())) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const ENTITIES: Record<string, string> = {
  '&#39;': "'",
  '&#x27;': "'",
  '&apos;': "'",
  '&quot;': '"',
  '&gt;': '>',
  '&lt;': '<',
  '&amp;': '&',
}

/** A text that was copied out of a page's source. */
function withoutEntities(text: string): string {
  if (!/&(#39|#x27|apos|quot);/i.test(text)) return text
  return text.replace(
    /&(?:#39|#x27|apos|quot|gt|lt|amp);/gi,
    (entity) => ENTITIES[entity.toLowerCase()] ?? entity,
  )
}
