import type { Cors } from '@/lib/cors/schema'
import type { HeaderLine, PageRequest, SimulatedUrl } from '@/lib/cors/simulation'

/** Where the page of a case is; `sandboxed` is a frame with an opaque origin, `own` the function URL itself. */
export const PAGE_KINDS = ['localhost', 'loopback', 'app', 'sandboxed', 'own'] as const
export type PageKind = (typeof PAGE_KINDS)[number]

/**
 * One thing to try: a configuration, what the function adds itself, and what the page asks for. Ports are known only
 * when it is tried, so that `{page}` stands for the page's origin and `{PAGE}` for the same in capitals.
 */
export interface CorsCase {
  page: PageKind
  cors: Cors | null
  ownHeaders: HeaderLine[]
  ownStatus: number
  method: string
  headers: HeaderLine[]
  withCredentials: boolean
}

/** A case with the origin and the address that it is tried with. */
export interface PlacedCase {
  url: SimulatedUrl
  request: PageRequest
}

export function placed(
  { cors, ownHeaders, ownStatus, method, headers, withCredentials }: CorsCase,
  origin: string,
  address: string,
): PlacedCase {
  const fill = (text: string) => text.replaceAll('{page}', origin).replaceAll('{PAGE}', origin.toUpperCase())
  const filled: Cors | undefined = cors
    ? { ...cors, ...(cors.AllowOrigins && { AllowOrigins: cors.AllowOrigins.map(fill) }) }
    : undefined
  const own = ownHeaders.map(([name, value]): HeaderLine => [name, fill(value)])
  return {
    url: { address, cors: filled, ownHeaders: own, ownStatus },
    request: { origin, method, headers, withCredentials },
  }
}
