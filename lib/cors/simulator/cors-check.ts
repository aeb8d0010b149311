import type { BrowserRules } from '@/lib/cors/simulator/browser-rules'
import { headerTokens, headerValue } from '@/lib/cors/simulator/header-list'
import { asciiLower } from '@/lib/cors/simulator/request-headers'
import { isSafelistedMethod } from '@/lib/cors/simulator/safelist'
import type { CorsFailure, HeaderLine } from '@/lib/cors/simulator/simulation'

/** Fetch §4.10 "CORS check", of a preflight's answer and of the answer itself. */
export function corsCheck(
  lines: readonly HeaderLine[],
  origin: string,
  withCredentials: boolean,
): CorsFailure | null {
  const allowed = headerValue(lines, 'access-control-allow-origin')
  if (allowed === null) return { kind: 'origin-missing' }
  if (allowed === '*') return withCredentials ? { kind: 'origin-wildcard-with-credentials' } : null
  if (allowed !== origin) return { kind: mismatchKind(allowed), value: allowed }
  if (!withCredentials) return null
  const credentials = headerValue(lines, 'access-control-allow-credentials')
  return credentials === 'true' ? null : { kind: 'credentials-not-true', value: credentials ?? '' }
}

/** The standard has one failure here; browsers name three. */
function mismatchKind(value: string): 'origin-multiple' | 'origin-invalid' | 'origin-mismatch' {
  if (/[ ,]/.test(value)) return 'origin-multiple'
  return value === 'null' || URL.canParse(value) ? 'origin-mismatch' : 'origin-invalid'
}

/** What the request needs of a preflight's answer. */
export interface PreflightNeeds {
  method: string
  /** CORS-unsafe request-header names, lower case and sorted. */
  headers: readonly string[]
  withCredentials: boolean
}

/** Fetch §4.8 "CORS-preflight fetch", what follows a passed CORS check: status, lists, method, headers. */
export function preflightCheck(
  status: number,
  lines: readonly HeaderLine[],
  needs: PreflightNeeds,
  rules: BrowserRules,
): CorsFailure | null {
  if (status < 200 || status > 299) return { kind: 'status-not-ok', value: String(status) }
  const methods = headerTokens(lines, 'access-control-allow-methods')
  if (methods === null) return unreadable('methods', lines)
  const headers = headerTokens(lines, 'access-control-allow-headers')
  if (headers === null) return unreadable('headers', lines)
  const { method, withCredentials } = needs
  const isAnyMethod = !withCredentials && methods.includes('*')
  if (!methods.includes(method) && !isSafelistedMethod(method) && !isAnyMethod)
    return { kind: 'method-not-allowed', value: method }
  return headerFailure(needs, new Set(headers.map(asciiLower)), rules)
}

/** Fetch §2.2.2 "CORS non-wildcard request-header name": `authorization` has to be named. */
const NON_WILDCARD = 'authorization'

function headerFailure(
  needs: PreflightNeeds,
  allowed: ReadonlySet<string>,
  { isAuthorizationUnderWildcard }: BrowserRules,
): CorsFailure | null {
  const isWildcard = !needs.withCredentials && allowed.has('*')
  if (isWildcard && isAuthorizationUnderWildcard) return null
  const missing = needs.headers.filter((name) => !allowed.has(name))
  const all = isWildcard ? missing.filter((name) => name === NON_WILDCARD) : missing
  const [value] = all
  return value === undefined ? null : { kind: 'header-not-allowed', value, all, isWildcard }
}

function unreadable(list: 'methods' | 'headers', lines: readonly HeaderLine[]): CorsFailure {
  const value = headerValue(lines, `access-control-allow-${list}`) ?? ''
  return { kind: `${list}-unreadable`, value }
}
