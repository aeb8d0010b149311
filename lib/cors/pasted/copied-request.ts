import type { Client, RequestFacts } from '@/lib/cors/pasted/snippet-facts'
import { hasHeader, keptHeaders, originIn, unreadOf } from '@/lib/cors/pasted/snippet-facts'
import { asciiLower, normalizedMethod } from '@/lib/cors/simulator/request-headers'

interface CopiedRequest {
  address?: string
  method?: string
  headers: readonly (readonly [name: string, value: string])[]
  /** The Content-Type that goes with the body where no header names one. */
  type?: string
  hasCookie: boolean
  isWhole: boolean
}

/** What a request that a tool wrote down would be as one of a page: what browsers set themselves is left out. */
export function factsOfCopied(
  by: Client,
  { address, method, headers, type, hasCookie, isWhole }: CopiedRequest,
): RequestFacts {
  const pairs = headers.map(([name, value]): [string, string] => [name, value])
  const isCookie = hasCookie || pairs.some(([name]) => asciiLower(name) === 'cookie')
  const kept = keptHeaders(pairs, true)
  const isTyped = type === undefined || hasHeader(kept, 'content-type')
  return {
    by,
    ...(address !== undefined && { address: withScheme(address) }),
    ...originIn({ pairs, isWhole }),
    method: normalizedMethod(method ?? 'GET'),
    headers: isTyped ? kept : [...kept, ['content-type', type]],
    withCredentials: isCookie,
    ...unreadOf({ options: !isWhole }),
  }
}

const withScheme = (address: string) =>
  /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`
