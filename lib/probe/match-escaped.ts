/** One character and where what stands for it ends. */
interface Read {
  readonly code: number
  readonly end: number
}

const PERCENT = 0x25
const BACKSLASH = 0x5c
const AMPERSAND = 0x26

/** The longest escape, `&#x00002f;`, is shorter. */
const LONGEST_ESCAPE = 12

const NAMED: Readonly<Record<string, number>> = {
  plus: 0x2b,
  sol: 0x2f,
  equals: 0x3d,
  lowbar: 0x5f,
  hyphen: 0x2d,
}

type Form = readonly [pattern: RegExp, code: (digits: string) => number | undefined]

const hex = (digits: string) => Number.parseInt(digits, 16)
const FORMS: Readonly<Record<number, readonly Form[]>> = {
  // More than once: %252F is %2F is a slash.
  [PERCENT]: [[/^%(?:25)*([0-9a-f]{2})/i, hex]],
  [BACKSLASH]: [
    [/^\\+u00([0-9a-f]{2})/i, hex],
    [/^\\+u\{0*([0-9a-f]{2})\}/i, hex],
    [/^\\+x([0-9a-f]{2})/i, hex],
    [/^\\+([/+=_-])/, (character) => character.charCodeAt(0)],
  ],
  [AMPERSAND]: [
    [/^&(?:amp;)*#x0*([0-9a-f]{2});/i, hex],
    [/^&(?:amp;)*#0*(\d{2,3});/, Number],
    [/^&(?:amp;)*([a-z]{3,6});/i, (name) => NAMED[name.toLowerCase()]],
  ],
}

/** The character that begins at a place, an escape read; `open` where more bytes may come and decide it. */
function readAt(bytes: Buffer, at: number, isLast: boolean): Read | 'open' | undefined {
  const first = bytes[at]
  if (first === undefined) return isLast ? undefined : 'open'
  const forms = FORMS[first]
  if (forms === undefined) return { code: first, end: at + 1 }
  const text = bytes.toString('latin1', at, at + LONGEST_ESCAPE)
  const mayGoOn = !isLast && at + LONGEST_ESCAPE > bytes.length
  for (const [pattern, codeOf] of forms) {
    const [whole, digits = ''] = pattern.exec(text) ?? []
    const code = whole && codeOf(digits)
    // Two more digits may make another one of it: %25 may become %252F.
    if (whole && mayGoOn && text.length - whole.length < 2) return 'open'
    if (whole && code) return { code, end: at + whole.length }
  }
  return mayGoOn ? 'open' : undefined
}

/** Letters alike, and base64's two alphabets too. */
function folded(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code + 0x20
  if (code === 0x2d) return 0x2b
  return code === 0x5f ? 0x2f : code
}

/**
 * Where a text of printable ASCII ends that begins at this place, any of its characters written as an escape of
 * addresses, JSON, JavaScript or HTML; `open` where the bytes end within it and are not the last, undefined where it
 * does not begin here. Capital and small letters are not told apart.
 */
export function matchEscaped(
  bytes: Buffer,
  at: number,
  text: string,
  isLast: boolean,
): number | 'open' | undefined {
  let place = at
  for (let index = 0; index < text.length; index++) {
    const read = readAt(bytes, place, isLast)
    if (read === 'open' || read === undefined) return read
    if (folded(read.code) !== folded(text.charCodeAt(index))) return undefined
    place = read.end
  }
  return place
}
