import { exchangeOf, readRequest, verdictOf } from '@/lib/cors/exchange'
import type { Cors } from '@/lib/cors/schema'
import type { PageRequest, SimulatedUrl } from '@/lib/cors/simulation'

/** What of a request and of the function URL is the same in every cell. */
export interface MatrixContext
  extends Omit<SimulatedUrl, 'cors'>,
    Pick<PageRequest, 'headers' | 'withCredentials'> {}

export interface MatrixCell {
  method: string
  /** Whether the script gets the answer, with the first and with the second configuration. */
  before: boolean
  after: boolean
}

export interface MatrixRow {
  origin: string
  cells: MatrixCell[]
}

/** Every origin × every method, with two configurations: what a change newly blocks and newly allows. */
export function corsMatrix(
  before: Cors | undefined,
  after: Cors | undefined,
  origins: readonly string[],
  methods: readonly string[],
  context: MatrixContext,
): MatrixRow[] {
  const { headers, withCredentials, ...url } = context
  const requests = methods.map((method) => readRequest({ origin: '', method, headers, withCredentials }))
  return origins.map((origin) => ({
    origin,
    cells: requests.map((read, at) => {
      const isAllowed = (cors: Cors | undefined) => {
        const verdict = verdictOf(exchangeOf({ ...url, cors }, { ...read, origin }))
        return verdict === 'allowed' || verdict === 'same-origin'
      }
      return { method: methods[at] ?? read.method, before: isAllowed(before), after: isAllowed(after) }
    }),
  }))
}
