import type { PageRequest, SimulatedUrl, Stop, Stops } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'
import { type ArrivingRequest, type Outcome, outcomeOf, type UrlFacts } from '@/lib/outcome/outcome'
import { signatureOf } from '@/lib/outcome/signature'

/** What of a page's call decides whether it gets to the function. */
type Asked = Pick<PageRequest, 'headers' | 'bodyBytes'>

/** What stands between a page's call and the function: for its preflight, and for the request itself. */
function stopsOf(facts: UrlFacts, address: string, { headers, bodyBytes }: Asked): Stops {
  const signature = signatureOf(address, headers)
  const ask = (request: ArrivingRequest) => stopOf(outcomeOf(facts, request))
  return {
    preflight: ask({ isPreflight: true, signature: 'none' }),
    request: ask({ isPreflight: false, signature, ...(bodyBytes !== undefined && { bodyBytes }) }),
  }
}

/** The function URL as the CORS simulator takes it. Without facts, which may still be read, CORS alone is judged. */
export function simulatedUrl(
  url: Omit<SimulatedUrl, 'stops' | 'cors'> & { cors: Cors | undefined },
  access: UrlFacts['access'] | undefined,
  request: Asked,
): SimulatedUrl {
  if (access === undefined) return { ...url, stops: { preflight: null, request: NOT_READ } }
  return { ...url, stops: stopsOf({ access, cors: url.cors }, url.address, request) }
}

/** While access is being read nothing is claimed. */
const NOT_READ: Stop = {
  statuses: [403, 429],
  isSure: false,
  reason: 'Who can call this URL is still being read: the response may be 403 or 429 instead.',
}

function stopOf({ kind, statuses, reason }: Outcome): Stop | null {
  if (kind === 'function' || kind === 'preflight') return null
  return { statuses, isSure: kind === 'refused', reason }
}
