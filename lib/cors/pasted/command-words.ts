/** A command taken apart as its shell would; `isWhole` is false where a quote is not closed or a name stands for a text. */
export interface CommandWords {
  words: string[]
  isWhole: boolean
}

const SPACE = /\s/
const ANSI_ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', "'": "'", '"': '"', '\\': '\\' }

/** The words of a command line of bash or zsh, up to where it ends. */
export function bashWords(text: string): CommandWords {
  const words: string[] = []
  let word: string | undefined
  let isWhole = true
  let at = 0
  const add = (piece: string) => {
    word = (word ?? '') + piece
  }
  while (at < text.length) {
    const sign = text[at] ?? ''
    const quoted = quotedAt(text, at)
    if (quoted) {
      add(quoted.value)
      isWhole &&= quoted.isClosed && !quoted.hasName
      at = quoted.end
    } else if (sign === '\\') {
      const isContinued = /^\r?\n/.exec(text.slice(at + 1, at + 3))
      if (!isContinued) add(text[at + 1] ?? '')
      at += 1 + (isContinued?.[0].length ?? 1)
    } else if (/[\n;|&]/.test(sign)) break
    else if (SPACE.test(sign)) {
      if (word !== undefined) words.push(word)
      word = undefined
      at += 1
    } else {
      if (sign === '$' || sign === '`') isWhole = false
      add(sign)
      at += 1
    }
  }
  if (word !== undefined) words.push(word)
  return { words, isWhole }
}

interface Quoted {
  value: string
  end: number
  isClosed: boolean
  /** A variable or a command stands in it. */
  hasName: boolean
}

function quotedAt(text: string, at: number): Quoted | undefined {
  if (text[at] === "'") return plainQuoted(text, at + 1)
  if (text[at] === '"') return escapedQuoted(text, at + 1, '"')
  return text.startsWith("$'", at) ? escapedQuoted(text, at + 2, "'") : undefined
}

function plainQuoted(text: string, from: number): Quoted {
  const end = text.indexOf("'", from)
  const to = end < 0 ? text.length : end
  return { value: text.slice(from, to), end: to + 1, isClosed: end >= 0, hasName: false }
}

function escapedQuoted(text: string, from: number, quote: string): Quoted {
  let value = ''
  let hasName = false
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign === quote) return { value, end: at + 1, isClosed: true, hasName }
    if (sign === '\\') {
      const next = text[at + 1] ?? ''
      const code = quote === "'" ? /^u([0-9a-f]{4})|^x([0-9a-f]{2})/i.exec(text.slice(at + 1, at + 6)) : null
      if (code) value += String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '', 16))
      else if (next !== '\n') value += quote === "'" ? (ANSI_ESCAPES[next] ?? next) : next
      at += code?.[0].length ?? 1
    } else {
      hasName ||= quote === '"' && (sign === '$' || sign === '`')
      value += sign
    }
  }
  return { value, end: text.length, isClosed: false, hasName }
}

/** Whether a command was copied for cmd.exe: it escapes with carets. */
export const isForCmd = (text: string) => /\^["\r\n]|\^$/.test(text)

/** What the browsers' "Copy as cURL (cmd)" escapes, as bash would have it. */
export function cmdAsBash(text: string): string {
  return text
    .replace(/\^[ \t]*\r?\n[ \t]*/g, ' ')
    .replace(/\^\\\^"/g, '\\"')
    .replace(/\^(.)/g, '$1')
    .replace(/%\^?%/g, '%')
    .replace(/\$/g, '\\$')
    .replace(/`/g, '\\`')
}
