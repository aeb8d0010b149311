import { simulateCors } from '@/lib/cors/simulator/simulate'
import type {
  HeaderLine,
  PageRequest,
  SimulatedUrl,
  Simulation,
  SimulationStep,
} from '@/lib/cors/simulator/simulation'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { type CorsHeaderRow, compareCors } from '@/lib/probe/compare-cors'
import { scriptView } from '@/lib/probe/script-view'

interface Received {
  status: number
  lines: readonly HeaderLine[]
}

export interface JudgedAnswer {
  /** Whether it was predicted to pass. */
  predicted: boolean
  /** Whether a browser would send it; not, where the preflight before it fails. */
  isSentByBrowser: boolean
  observed: { isPassed: boolean; message: string | null }
  rows: CorsHeaderRow[]
}

/**
 * What a browser would make of an answer that came, beside what the evaluator had predicted by the stored
 * configuration. The received headers are judged by the same evaluator: as those of a function without any
 * configuration in front.
 */
export function judgeAnswer(
  of: 'preflight' | 'request',
  config: FunctionUrlConfig,
  request: PageRequest,
  received: Received,
): JudgedAnswer {
  const url = { address: config.FunctionUrl, cors: config.Cors, authType: config.AuthType }
  return of === 'preflight' ? judgePreflight(url, request, received) : judgeReply(url, request, received)
}

function judgePreflight(url: SimulatedUrl, request: PageRequest, { status, lines }: Received): JudgedAnswer {
  const simulation = simulateCors(url, request)
  const received = { address: url.address, cors: undefined, ownHeaders: lines, ownStatus: status }
  const seen = simulateCors(received, request)
  return {
    predicted: simulation.preflight !== 'failed',
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
    predicted: simple.verdict !== 'blocked',
    isSentByBrowser: simulateCors(url, request).preflight !== 'failed',
    observed: { isPassed: view.isReadable, message: view.isReadable ? null : view.reason },
    rows: compareCors(linesOf(simple, 'answer'), lines),
  }
}

const linesOf = (simulation: Simulation, id: SimulationStep['id']) =>
  simulation.steps.find((step) => step.id === id)?.headers ?? []
