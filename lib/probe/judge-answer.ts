import type { AccessFacts } from '@/lib/access/access-facts'
import { sureStop } from '@/lib/cors/simulator/exchange'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type {
  HeaderLine,
  PageRequest,
  SimulatedUrl,
  Simulation,
  SimulationStep,
  Stop,
} from '@/lib/cors/simulator/simulation'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { simulatedUrl } from '@/lib/outcome/simulated-url'
import { type CorsHeaderRow, compareCors } from '@/lib/probe/compare-cors'
import { scriptView } from '@/lib/probe/script-view'

interface Received {
  status: number
  lines: readonly HeaderLine[]
}

export interface JudgedAnswer {
  /** Whether it was predicted to pass; `null` where that was not certain. */
  predicted: boolean | null
  /** What Lambda was predicted to answer in place of the function, for sure. */
  predictedStop: Stop | null
  /** Whether a browser would send it; not, where the preflight before it fails. */
  isSentByBrowser: boolean
  observed: { isPassed: boolean; message: string | null }
  rows: CorsHeaderRow[]
}

/** The function URL as it was stored and as it was let into when the request went out. */
export interface JudgedUrl {
  config: FunctionUrlConfig
  /** Left out while it was not read. */
  access: AccessFacts | undefined
}

/**
 * What a browser would make of an answer that came, beside what the evaluator had predicted by the stored
 * configuration. The received headers are judged by the same evaluator: as those of a function without any
 * configuration in front.
 */
export function judgeAnswer(
  of: 'preflight' | 'request',
  { config, access }: JudgedUrl,
  request: PageRequest,
  received: Received,
): JudgedAnswer {
  const url = simulatedUrl({ address: config.FunctionUrl, cors: config.Cors }, access, request)
  return of === 'preflight' ? judgePreflight(url, request, received) : judgeReply(url, request, received)
}

function judgePreflight(url: SimulatedUrl, request: PageRequest, { status, lines }: Received): JudgedAnswer {
  const simulation = simulateCors(url, request)
  const received = { address: url.address, cors: undefined, ownHeaders: lines, ownStatus: status }
  const seen = simulateCors(received, request)
  return {
    predicted: isDoubtful(simulation, 'preflight-auth') ? null : simulation.preflight !== 'failed',
    predictedStop: sureStop(url.stops?.preflight),
    isSentByBrowser: simulation.preflight !== 'not-sent',
    observed: {
      isPassed: seen.preflight !== 'failed',
      message: seen.preflight === 'failed' ? seen.consoleMessage : null,
    },
    rows: compareCors(linesOf(simulation, 'preflight-answer'), lines),
  }
}

function judgeReply(url: SimulatedUrl, request: PageRequest, { lines }: Received): JudgedAnswer {
  // Lambda's headers of an answer depend on the origin alone: a call without preflight says what they are.
  const simple = simulateCors(url, { ...request, method: 'GET', headers: [] })
  const view = scriptView(lines, request.origin, request.withCredentials)
  return {
    predicted: isDoubtful(simple, 'answer-auth') ? null : isReadable(simple.verdict),
    predictedStop: simple.stop,
    isSentByBrowser: simulateCors(url, request).preflight !== 'failed',
    observed: { isPassed: view.isReadable, message: view.isReadable ? null : view.reason },
    rows: compareCors(linesOf(simple, 'answer'), lines),
  }
}

const isReadable = (verdict: Simulation['verdict']) => verdict === 'allowed' || verdict === 'same-origin'

const isDoubtful = ({ steps, isUnsure }: Simulation, step: SimulationStep['id']) =>
  isUnsure && steps.some(({ id, status }) => id === step && status === 'unsure')

const linesOf = (simulation: Simulation, id: SimulationStep['id']) =>
  simulation.steps.find((step) => step.id === id)?.headers ?? []
