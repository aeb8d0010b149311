import type { HeaderLine } from '@/lib/cors/simulator/simulation'

/** All values of a header joined as the standard joins them, or `null` where it is not there (Fetch §2.2.2, "get"). */
export function headerValue(lines: readonly HeaderLine[], name: string): string | null {
  const values = lines.filter(([other]) => other === name).map(([, value]) => value)
  return values.length === 0 ? null : values.join(', ')
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/**
 * The tokens of a header that is a list of them: an empty list where it is not there, `null` where it cannot be read
 * (Fetch §2.2.2, "extracting header list values"; RFC 9110 §5.6.1 lets empty elements be).
 */
export function headerTokens(lines: readonly HeaderLine[], name: string): string[] | null {
  const value = headerValue(lines, name)
  if (value === null) return []
  const parts = value
    .split(',')
    .map((part) => part.replace(/^[\t ]+|[\t ]+$/g, ''))
    .filter((part) => part !== '')
  return parts.every((part) => TOKEN.test(part)) ? parts : null
}
