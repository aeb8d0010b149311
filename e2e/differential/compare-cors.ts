import type { Observation } from '@/e2e/differential/cors-lab'
import type { PlacedCase } from '@/lib/cors/fixtures/cors-case'
import { CHROME } from '@/lib/cors/simulator/browser-rules'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type { Simulation } from '@/lib/cors/simulator/simulation'

/** What is compared; each has to be as predicted. */
export const COMPARED = [
  'verdict',
  'preflight',
  'request sent',
  'asked headers',
  'readable headers',
  'console message',
] as const
export type Compared = (typeof COMPARED)[number]

export type Mismatch = { what: Compared; predicted: unknown; observed: unknown }

/** Of one connection, not of the answer (RFC 9110 §7.6.1): Lambda and the sandbox frame answers each in its own way. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding'])

/** What the browser did otherwise than predicted; nothing where they agree. */
export function compareCors({ url, request }: PlacedCase, observed: Observation): Mismatch[] {
  const simulation = simulateCors(url, request, CHROME)
  const rows: Record<Compared, [predicted: unknown, observed: unknown]> = {
    verdict: [simulation.verdict, observedVerdict(observed, simulation.verdict)],
    preflight: [simulation.preflight !== 'not-sent', observed.isPreflightSent],
    'request sent': [isRequestSent(simulation), observed.isRequestSent],
    'asked headers': [askedHeaders(simulation), observed.askedHeaders],
    'readable headers': [
      simulation.readableHeaders?.names ?? null,
      observed.readable?.filter((name) => !HOP_BY_HOP.has(name)) ?? null,
    ],
    'console message': [expectedMessage(simulation, observed), observed.consoleMessage],
  }
  return COMPARED.flatMap((what) => {
    const [predicted, seen] = rows[what]
    return JSON.stringify(predicted) === JSON.stringify(seen) ? [] : [{ what, predicted, observed: seen }]
  })
}

/** A script cannot tell an answer of its own origin from one that CORS allowed. */
function observedVerdict({ outcome }: Observation, predicted: Simulation['verdict']): Simulation['verdict'] {
  if (outcome !== 'answered') return outcome
  return predicted === 'same-origin' ? 'same-origin' : 'allowed'
}

/** Of several headers that are not allowed Chrome names one. */
function expectedMessage({ consoleMessages }: Simulation, { consoleMessage }: Observation): string | null {
  return consoleMessages.find((message) => message === consoleMessage) ?? consoleMessages[0] ?? null
}

function isRequestSent({ steps }: Simulation): boolean {
  return steps.some(({ id, status }) => id === 'request-sent' && status === 'pass')
}

function askedHeaders({ steps }: Simulation): string | null {
  const asked = steps.find(({ id }) => id === 'preflight-request')?.headers ?? []
  return asked.find(([name]) => name === 'Access-Control-Request-Headers')?.[1] ?? null
}
