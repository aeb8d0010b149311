import { isAnswering } from '@/lib/cors/simulator/lambda-answer'
import {
  FETCH,
  LAMBDA_CORS,
  type SimulatedUrl,
  type SimulationStep,
  type StepId,
} from '@/lib/cors/simulator/simulation'
import { isCorsOff } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import { quoted } from '@/lib/text/hostile-text'

/** Steps that leave the verdict open when they are unsure; an unset max age does not. */
export const VERDICT_DOUBTS: ReadonlySet<StepId> = new Set([
  'cors-empty',
  'origin-match',
  'preflight-auth',
  'answer-auth',
])

/** AWS takes members that are all empty and echoes them; what its data plane makes of them was not observed. */
export function emptyCorsStep({ cors }: SimulatedUrl): SimulationStep | null {
  if (isCorsOff(cors) || isAnswering(cors)) return null
  const title = 'CORS is set without an origin: what Lambda answers then was not observed.'
  const detail = 'Here it counts as off: the function answers everything itself.'
  return { id: 'cors-empty', status: 'unsure', title, detail, section: LAMBDA_CORS }
}

/** An entry that would match if Lambda compared otherwise than character by character. */
export function originMatchStep({ cors }: SimulatedUrl, origin: string): SimulationStep | null {
  const entries = cors?.AllowOrigins ?? []
  if (entries.includes('*') || entries.includes(origin)) return null
  const entry = entries.find((each) => isLooseMatch(each, origin))
  if (entry === undefined) return null
  const isPattern = entry.includes('*')
  const title = isPattern
    ? `Whether Lambda reads * within ${quoted(entry)} as any text was not observed.`
    : `Whether Lambda compares ${quoted(entry)} without regard to case was not observed.`
  const detail = isPattern
    ? 'AWS documents no such pattern. Here origins are compared character by character.'
    : 'Here origins are compared character by character.'
  return { id: 'origin-match', status: 'unsure', title, detail, section: LAMBDA_CORS }
}

function isLooseMatch(entry: string, origin: string): boolean {
  const parts = entry.toLowerCase().split('*')
  if (parts.length > 4) return false
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')
  return new RegExp(`^${pattern}$`).test(origin.toLowerCase())
}

/** A browser never signs a preflight. */
export function preflightAuthStep({ authType, cors }: SimulatedUrl): SimulationStep | null {
  if (authType !== 'AWS_IAM') return null
  const title =
    'What AWS answers to an unsigned preflight on a function URL with auth type AWS_IAM was not observed.'
  const detail = isAnswering(cors)
    ? 'AWS documents that Lambda answers preflights itself, so that is assumed here.'
    : 'Without CORS the preflight is a request like any other, and would need a signature that browsers never give it.'
  return { id: 'preflight-auth', status: 'unsure', title, detail, section: LAMBDA_CORS }
}

/** An unsigned request is refused; whether the refusal has CORS headers was not observed. */
export function answerAuthStep(
  { authType }: SimulatedUrl,
  sent: readonly (readonly [name: string, value: string])[],
): SimulationStep | null {
  if (authType !== 'AWS_IAM') return null
  if (sent.some(([name]) => name.toLowerCase() === 'authorization')) return null
  const title =
    'The request has no Authorization header: with auth type AWS_IAM it is answered 403 unless its address is signed.'
  const detail =
    'Whether that 403 has CORS headers was not observed; what follows holds for a signed request.'
  return { id: 'answer-auth', status: 'unsure', title, detail, section: LAMBDA_CORS }
}

/** The documentation disagrees on what Lambda sends without a max age: 0 or 5 seconds. */
export function unsetMaxAgeStep(): SimulationStep {
  const title = 'No max age is set: whether Lambda sends Access-Control-Max-Age then was not observed.'
  const detail = 'Without that header browsers keep the answer for 5 seconds.'
  return { id: 'preflight-max-age', status: 'unsure', title, detail, section: FETCH.preflightCache }
}

/** Where CORS is off all hangs on code that nobody can see from here. */
export function ownCodeNote({ ownHeaders }: SimulatedUrl): Pick<SimulationStep, 'detail'> {
  if (ownHeaders !== undefined) return {}
  return {
    detail: 'What the function’s own code adds is not known here: it counts as adding no CORS header.',
  }
}

/** Reported, not documented: the wildcard is answered with the origin that asks once credentials are allowed. */
export function reflectionNote(cors: Cors | undefined): Pick<SimulationStep, 'detail'> {
  if (cors?.AllowCredentials !== true || !cors.AllowOrigins?.includes('*')) return {}
  return { detail: 'With * and credentials AWS is reported to answer every page with its own origin.' }
}
