import type { ReadRequest } from '@/lib/cors/simulator/exchange'
import { failureText } from '@/lib/cors/simulator/failure-text'
import { type CorsFailure, FETCH, type SimulationStep, type StepId } from '@/lib/cors/simulator/simulation'
import { counted } from '@/lib/text/counted'

interface Check {
  id: StepId
  section: string
  kinds: readonly CorsFailure['kind'][]
  passed: string
}

const ORIGIN_KINDS = [
  'origin-missing',
  'origin-wildcard-with-credentials',
  'origin-multiple',
  'origin-invalid',
  'origin-mismatch',
] as const

/** The checks of an answer in the standard's order; the one of credentials is made only where they are sent. */
function corsChecks(answer: 'preflight' | 'answer', request: ReadRequest): Check[] {
  const origin: Check = {
    id: `${answer}-origin`,
    section: FETCH.corsCheck,
    kinds: ORIGIN_KINDS,
    passed: 'Access-Control-Allow-Origin allows the page’s origin.',
  }
  const credentials: Check = {
    id: `${answer}-credentials`,
    section: FETCH.corsCheck,
    kinds: ['credentials-not-true'],
    passed: 'Access-Control-Allow-Credentials is true, so credentials may be sent.',
  }
  return request.withCredentials ? [origin, credentials] : [origin]
}

function preflightChecks(request: ReadRequest): Check[] {
  const section = FETCH.preflightFetch
  const checks: Check[] = [
    { id: 'preflight-status', section, kinds: ['status-not-ok'], passed: 'The preflight has an ok status.' },
    {
      id: 'preflight-lists',
      section,
      kinds: ['methods-unreadable', 'headers-unreadable'],
      passed: 'The lists of allowed methods and headers can be read.',
    },
    {
      id: 'preflight-method',
      section,
      kinds: ['method-not-allowed'],
      passed: `The method ${request.method} is allowed.`,
    },
  ]
  if (request.unsafe.length === 0) return checks
  const passed =
    request.unsafe.length === 1
      ? `The header ${request.unsafe[0]?.name} is allowed.`
      : `All ${counted(request.unsafe.length, 'header')} that are not safelisted are allowed.`
  return [...checks, { id: 'preflight-headers', section, kinds: ['header-not-allowed'], passed }]
}

/** The checks of a preflight's answer or of the answer itself, up to the one that fails. */
export function checkSteps(
  answer: 'preflight' | 'answer',
  request: ReadRequest,
  failure: CorsFailure | null,
): SimulationStep[] {
  const checks = [...corsChecks(answer, request), ...(answer === 'preflight' ? preflightChecks(request) : [])]
  const failed = failure === null ? -1 : checks.findIndex(({ kinds }) => kinds.includes(failure.kind))
  const made = failed === -1 ? checks : checks.slice(0, failed + 1)
  return made.map(({ id, section, passed }, at) =>
    failure !== null && at === failed
      ? { id, status: 'fail', section, ...failureText(failure, request) }
      : { id, status: 'pass', section, title: passed },
  )
}
