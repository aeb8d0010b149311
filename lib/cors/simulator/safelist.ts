import { asciiLower } from '@/lib/cors/simulator/request-headers'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'

/** Fetch §2.2.2: a safelisted header is at most so many bytes long, all of them together at most 1,024. */
export const SAFELIST_LIMITS = { value: 128, total: 1_024 } as const

const METHODS = new Set(['GET', 'HEAD', 'POST'])

/** Fetch §2.2.1, "CORS-safelisted method": sent to another origin without asking. */
export function isSafelistedMethod(method: string): boolean {
  return METHODS.has(method)
}

/** Why a header is not safelisted, so that the browser has to ask for it. */
type UnsafeReason = 'name' | 'value-length' | 'value-bytes' | 'content-type' | 'range' | 'total-length'

export interface UnsafeHeader {
  /** Lower case. */
  name: string
  reason: UnsafeReason
}

/**
 * Fetch §2.2.2, "CORS-unsafe request-header names": lower case, sorted, each once. Headers that are safelisted one
 * by one count too when their values come to more than 1,024 bytes together.
 */
export function unsafeHeaders(headers: readonly HeaderLine[]): UnsafeHeader[] {
  const unsafe = new Map<string, UnsafeReason>()
  const safe: string[] = []
  let total = 0
  for (const [rawName, value] of headers) {
    const name = asciiLower(rawName)
    const reason = unsafeReason(name, value)
    if (reason) unsafe.set(name, unsafe.get(name) ?? reason)
    else {
      safe.push(name)
      total += value.length
    }
  }
  if (total > SAFELIST_LIMITS.total)
    for (const name of safe) unsafe.set(name, unsafe.get(name) ?? 'total-length')
  return [...unsafe].map(([name, reason]) => ({ name, reason })).sort(byName)
}

const byName = (a: UnsafeHeader, b: UnsafeHeader) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

/** Fetch §2.2.2, "CORS-safelisted request-header". Values are byte strings: a character is a byte. */
function unsafeReason(name: string, value: string): UnsafeReason | null {
  const isAllowed = VALUE_RULES[name]
  if (!isAllowed) return 'name'
  if (value.length > SAFELIST_LIMITS.value) return 'value-length'
  return isAllowed(value)
}

const VALUE_RULES: Readonly<Record<string, (value: string) => UnsafeReason | null>> = Object.assign(
  Object.create(null),
  {
    accept: (value: string) => (hasUnsafeByte(value) ? 'value-bytes' : null),
    'accept-language': languageReason,
    'content-language': languageReason,
    'content-type': (value: string) => {
      if (hasUnsafeByte(value)) return 'value-bytes'
      return FORM_TYPES.has(essenceOf(value)) ? null : 'content-type'
    },
    range: (value: string) => (isSimpleRange(value) ? null : 'range'),
  },
)

function languageReason(value: string): UnsafeReason | null {
  return /^[0-9A-Za-z *,\-.;=]*$/.test(value) ? null : 'value-bytes'
}

/** Fetch §2.2.2, "CORS-unsafe request-header byte". */
function hasUnsafeByte(value: string): boolean {
  for (let at = 0; at < value.length; at += 1) {
    const byte = value.charCodeAt(at)
    if ((byte < 0x20 && byte !== 0x09) || byte === 0x7f) return true
  }
  return /["():<>?@[\\\]{}]/.test(value)
}

/** What an HTML form can send. */
const FORM_TYPES = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])

/** The type and subtype of a MIME type in lower case, or an empty text for what is none (MIME Sniffing §4.4). */
function essenceOf(value: string): string {
  const essence = /^[\t\n\r ]*([^/;]+)\/([^;]*?)[\t\n\r ]*(?:;|$)/.exec(value)
  const [, type = '', subtype = ''] = essence ?? []
  const isToken = (text: string) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text)
  return isToken(type) && isToken(subtype) ? asciiLower(`${type}/${subtype}`) : ''
}

/** Fetch §2.2.2, "parse a single range header value" without white space, and with a first position. */
function isSimpleRange(value: string): boolean {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(value) ?? []
  if (first === undefined) return false
  return last === undefined || last === '' || BigInt(first) <= BigInt(last)
}
