import { asciiLower } from '@/lib/cors/simulator/request-headers'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'

/** "content-type: application/json" as name and value; a name alone has an empty value. */
export function headerLineOf(text: string): HeaderLine {
  const colon = text.indexOf(':')
  if (colon < 0) return [asciiLower(text.trim()), '']
  return [asciiLower(text.slice(0, colon).trim()), text.slice(colon + 1).trim()]
}

/** A header as one line of text; one without a value is its name. */
export function headerLineText([name, value]: HeaderLine): string {
  return value === '' ? name : `${name}: ${value}`
}

/** Takes typed or pasted headers apart: one a line, or several names at commas where none has a value. */
export function pastedHeaderLines(text: string): string[] {
  const lines = text.split(/[\r\n]+/).flatMap((line) => (line.includes(':') ? [line] : line.split(/[\s,;]+/)))
  return lines.map((line) => line.trim().replace(/^["'`]+|["'`,]+$/g, '')).filter((line) => line !== '')
}

/** Fetch standard, "CORS-safelisted request-header": only of these does the value decide anything. */
const VALUE_COUNTS = new Set(['accept', 'accept-language', 'content-language', 'content-type', 'range'])

/** The value of a request header as far as anything looks at it: tokens and keys are dropped, so that they end nowhere. */
export function valueThatCounts(name: string, value: string): string {
  if (asciiLower(name) === 'authorization') return schemeOf(value)
  return VALUE_COUNTS.has(asciiLower(name)) ? value : ''
}

/** IANA's registry of authentication schemes, and those of SigV4. None of them is a secret. */
const SCHEMES =
  /^(basic|bearer|digest|dpop|gnap|hoba|mutual|negotiate|ntlm|token|aws4-[a-z0-9-]+)(?=$|[\s,])/i
/** Stands for a value that has no known scheme, and may be a secret as a whole. */
const NO_SCHEME = 'other'

/** The scheme of an Authorization header without what follows it. */
function schemeOf(value: string): string {
  if (value.trim() === '') return ''
  return SCHEMES.exec(value.trim())?.[0] ?? NO_SCHEME
}

/** A request header as it is kept: the name in lower case, its value only where that counts. */
export function keptHeaderLine(text: string): string {
  const [name, value] = headerLineOf(text)
  return headerLineText([name, valueThatCounts(name, value)])
}
