import { STANDARD } from '@/lib/cors/simulator/browser-rules'
import { exchangeOf, type ReadRequest, readRequest, verdictOf } from '@/lib/cors/simulator/exchange'
import { headerValue } from '@/lib/cors/simulator/header-list'
import { answerLines, isAllowedOrigin } from '@/lib/cors/simulator/lambda-answer'
import type { PageRequest, SimulatedUrl } from '@/lib/cors/simulator/simulation'
import type { Cors } from '@/lib/cors/value/schema'

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

/**
 * Every origin × every method, with two configurations: what a change newly blocks and newly allows. Each cell is what
 * `simulateCors` says. Made to be worked out on every keystroke, with 100 origins and 7 methods.
 */
export function corsMatrix(
  before: Cors | undefined,
  after: Cors | undefined,
  origins: readonly string[],
  methods: readonly string[],
  context: MatrixContext,
): MatrixRow[] {
  const { headers, withCredentials, ...url } = context
  const requests = methods.map((method) =>
    readRequest({ origin: '', method, headers, withCredentials }, STANDARD),
  )
  const beforeColumn = columnsOf({ ...url, cors: before }, requests)
  const afterColumn = columnsOf({ ...url, cors: after }, requests)
  return origins.map((origin) => {
    const rowBefore = beforeColumn(origin)
    const rowAfter = afterColumn(origin)
    const cells = methods.map((method, at) => ({
      method,
      before: rowBefore[at] ?? false,
      after: rowAfter[at] ?? false,
    }))
    return { origin, cells }
  })
}

/**
 * The verdicts of one configuration. They depend on the origin in three ways only: whether it is the URL's own, whether
 * Lambda allows it, and whether the function's own code names it. Origins alike in these are judged once.
 */
function columnsOf(
  url: SimulatedUrl,
  requests: readonly ReadRequest[],
): (origin: string) => readonly boolean[] {
  const own = URL.canParse(url.address) ? new URL(url.address).origin : undefined
  const named = headerValue(
    answerLines(undefined, undefined, url.ownHeaders ?? []),
    'access-control-allow-origin',
  )
  const judged = new Map<string, boolean[]>()
  return (origin) => {
    const key = `${origin === own} ${isAllowedOrigin(url.cors, origin)} ${origin === named}`
    const already = judged.get(key)
    if (already) return already
    const verdicts = requests.map((request) => {
      const verdict = verdictOf(exchangeOf(url, { ...request, origin }))
      return verdict === 'allowed' || verdict === 'same-origin'
    })
    judged.set(key, verdicts)
    return verdicts
  }
}
