import { simulateCors } from '@/lib/cors/simulate'
import type { HeaderLine, PageRequest, SimulationStep } from '@/lib/cors/simulation'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { type CorsHeaderRow, compareCors } from '@/lib/probe/compare-cors'
import { scriptView } from '@/lib/probe/script-view'

interface Received {
  status: number
  lines: readonly HeaderLine[]
}

export interface JudgedAnswer {
  /** Whether it was predicted to pass; `null`: it was predicted not to be sent at all. */
  predicted: boolean | null
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
  const simulation = simulateCors(url, request)
  const linesOf = (id: SimulationStep['id']) => simulation.steps.find((step) => step.id === id)?.headers ?? []
  if (of === 'preflight') {
    const seen = simulateCors(
      {
        address: config.FunctionUrl,
        cors: undefined,
        ownHeaders: received.lines,
        ownStatus: received.status,
      },
      request,
    )
    return {
      predicted: simulation.preflight === 'not-sent' ? null : simulation.preflight === 'passed',
      observed: {
        isPassed: seen.preflight === 'passed',
        message: seen.preflight === 'failed' ? seen.consoleMessage : null,
      },
      rows: compareCors(linesOf('preflight-answer'), received.lines),
    }
  }
  const view = scriptView(received.lines, request.origin, request.withCredentials)
  const isSent = simulation.preflight !== 'failed'
  return {
    predicted: isSent ? simulation.verdict === 'allowed' : null,
    observed: { isPassed: view.isReadable, message: view.isReadable ? null : view.reason },
    rows: compareCors(linesOf('answer'), received.lines),
  }
}
