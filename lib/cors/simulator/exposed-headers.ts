import { headerTokens } from '@/lib/cors/simulator/header-list'
import { lambdaHeaders } from '@/lib/cors/simulator/lambda-answer'
import { asciiLower } from '@/lib/cors/simulator/request-headers'
import type { HeaderLine, ReadableHeaders } from '@/lib/cors/simulator/simulation'

/** Fetch §2.2.2, "CORS-safelisted response-header name". */
const SAFELISTED = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]

/** Fetch §2.2.2, "forbidden response-header name": no script reads these, whatever is exposed. */
const FORBIDDEN = new Set(['set-cookie', 'set-cookie2'])

/** What the filtered response lets through (Fetch §2.2.6, "basic" and "CORS filtered response"). */
export interface Exposure {
  isEvery: boolean
  names: ReadonlySet<string>
}

/** What an answer exposes; `*` counts only without credentials (Fetch §4.1 Main fetch). */
export function exposureOf(
  lines: readonly HeaderLine[],
  isSameOrigin: boolean,
  withCredentials: boolean,
): Exposure {
  const exposed = headerTokens(lines, 'access-control-expose-headers') ?? []
  const isEvery = isSameOrigin || (!withCredentials && exposed.includes('*'))
  return { isEvery, names: new Set([...SAFELISTED, ...exposed.map(asciiLower)]) }
}

/** Whether a script may read a header of that name (lower case). */
function isReadable({ isEvery, names }: Exposure, name: string): boolean {
  return !FORBIDDEN.has(name) && (isEvery || names.has(name))
}

/** The headers of an answer, Lambda's own with them, split by whether a script may read them. */
export function readableHeadersOf(
  lines: readonly HeaderLine[],
  exposure: Exposure,
  status = 200,
): ReadableHeaders {
  const all = [...new Set([...lambdaHeaders(status), ...lines.map(([name]) => name)])].sort()
  return {
    names: all.filter((name) => isReadable(exposure, name)),
    hidden: all.filter((name) => !isReadable(exposure, name)),
    isEvery: exposure.isEvery,
  }
}
