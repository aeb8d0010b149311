import { type CurePart, cureLabel, missingParts, withParts } from '@/lib/cors/effects/cure'
import { corsMatrix } from '@/lib/cors/effects/matrix'
import { STANDARD } from '@/lib/cors/simulator/browser-rules'
import { readRequest } from '@/lib/cors/simulator/exchange'
import type { PageRequest, SimulatedUrl } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'

/** The one change of a Cors value that lets a request through. */
export interface RequestCure {
  /** "Allow this origin and PUT" */
  label: string
  cors: Cors
}

/**
 * The smallest change of `url.cors` with which the simulator lets the request through; `null` where it is let
 * through already, or where no change of these settings does it (the function's own headers, `Origin: null`).
 */
export function requestCure(url: SimulatedUrl, request: PageRequest): RequestCure | null {
  const cors = url.cors ?? {}
  if (isAllowed(url, cors, request)) return null
  const read = readRequest(request, STANDARD)
  const parts = missingParts(cors, {
    origin: request.origin,
    methods: [read.method],
    headers: read.unsafe.map(({ name }) => name),
    withCredentials: request.withCredentials,
  })
  const chosen = subsetsBySize(parts).find((subset) => isAllowed(url, withParts(cors, subset), request))
  return chosen ? { label: cureLabel(chosen), cors: withParts(cors, chosen) } : null
}

function isAllowed(url: SimulatedUrl, cors: Cors, { origin, method, headers, withCredentials }: PageRequest) {
  const context = { ...url, headers, withCredentials }
  return corsMatrix(cors, cors, [origin], [method], context)[0]?.cells[0]?.after === true
}

/** At most four parts: fifteen subsets that are not empty. */
function subsetsBySize(parts: readonly CurePart[]): CurePart[][] {
  const masks = Array.from({ length: 2 ** parts.length - 1 }, (_, index) => index + 1)
  const subsets = masks.map((mask) => parts.filter((_, at) => Math.floor(mask / 2 ** at) % 2 === 1))
  return subsets.sort((a, b) => a.length - b.length)
}
