import { corsCheck } from '@/lib/cors/simulator/cors-check'
import { exposureOf, readableHeadersOf } from '@/lib/cors/simulator/exposed-headers'
import type { HeaderLine } from '@/lib/cors/simulator/simulation'
import { counted } from '@/lib/text/counted'

/** What CORS lets a page's script have of a reply. */
export interface ScriptView {
  isReadable: boolean
  /** Why, or why not, in a sentence. */
  reason: string
  /** Names of the reply's headers, in lower case and sorted; all hidden where the reply cannot be read. */
  readable: string[]
  hidden: string[]
}

/** Fetch §4.10 "CORS check" of a reply that came, and §2.2.6 for its headers. */
export function scriptView(
  lines: readonly HeaderLine[],
  origin: string,
  withCredentials: boolean,
): ScriptView {
  const lower = lines.map(([name, value]): HeaderLine => [name.toLowerCase(), value])
  const names = [...new Set(lower.map(([name]) => name))].sort()
  const failure = corsCheck(lower, origin, withCredentials)
  if (failure)
    return { isReadable: false, reason: unreadableReason(lower, failure.kind), readable: [], hidden: names }
  const { names: allowed } = readableHeadersOf(lower, exposureOf(lower, false, withCredentials))
  return {
    isReadable: true,
    reason: 'Access-Control-Allow-Origin allows the page’s origin.',
    readable: names.filter((name) => allowed.includes(name)),
    hidden: names.filter((name) => !allowed.includes(name)),
  }
}

function unreadableReason(lines: readonly HeaderLine[], kind: string): string {
  const count = lines.filter(([name]) => name === 'access-control-allow-origin').length
  if (count > 1)
    return `Access-Control-Allow-Origin came ${counted(count, 'time')}, and browsers accept it only once. The function’s own code sets it beside the configuration of the function URL: set CORS in one place only.`
  if (
    count === 1 &&
    lines.some(([name, value]) => name === 'access-control-allow-origin' && value.trim() === '')
  )
    return 'Access-Control-Allow-Origin is empty. Lambda never sends it empty: the function’s own code does, often from an unset variable.'
  if (kind === 'origin-missing') return 'The response has no Access-Control-Allow-Origin header.'
  if (kind === 'origin-wildcard-with-credentials')
    return 'Access-Control-Allow-Origin is *, which browsers refuse for requests with credentials.'
  if (kind === 'credentials-not-true')
    return 'The request has credentials, and Access-Control-Allow-Credentials is not true.'
  return 'Access-Control-Allow-Origin is not the page’s origin.'
}
