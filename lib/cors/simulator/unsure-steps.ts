import { isAnswering } from '@/lib/cors/simulator/lambda-answer'
import {
  FETCH,
  LAMBDA_ACCESS,
  LAMBDA_CORS,
  type SimulatedUrl,
  type SimulationStep,
  type StepId,
  type Stop,
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
  const title = 'CORS is on without an origin. What Lambda does then is not documented.'
  const detail = 'This check treats it as off: the function handles preflights itself.'
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
    ? `AWS does not document * inside an origin such as ${quoted(entry)}.`
    : `AWS does not document whether ${quoted(entry)} is compared case-sensitively.`
  const detail = isPattern
    ? 'This check compares origins character by character, so the entry does not match.'
    : 'This check compares origins character by character.'
  return { id: 'origin-match', status: 'unsure', title, detail, section: LAMBDA_CORS }
}

function isLooseMatch(entry: string, origin: string): boolean {
  const parts = entry.toLowerCase().split('*')
  if (parts.length > 4) return false
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')
  return new RegExp(`^${pattern}$`).test(origin.toLowerCase())
}

/** What keeps a request from the function, for sure or perhaps; nothing where it gets there. */
export function stopStep(
  id: 'preflight-auth' | 'answer-auth',
  stop: Stop | null | undefined,
): SimulationStep | null {
  if (!stop) return null
  const section = LAMBDA_ACCESS
  if (!stop.isSure) return { id, status: 'unsure', title: stop.reason, section }
  const title = `Lambda answers ${stop.statuses.join(' or ')}, and the function does not run.`
  return { id, status: 'fail', title, detail: stop.reason, section }
}

/** The documentation disagrees on what Lambda sends without a max age: 0 or 5 seconds. */
export function unsetMaxAgeStep(): SimulationStep {
  const title = 'No max age is set. AWS’s pages disagree on whether Lambda sends Access-Control-Max-Age then.'
  const detail = 'Without that header browsers cache the preflight for 5 seconds.'
  return { id: 'preflight-max-age', status: 'unsure', title, detail, section: FETCH.preflightCache }
}

/** Where CORS is off all hangs on code that nobody can see from here. */
export function ownCodeNote({ ownHeaders }: SimulatedUrl): Pick<SimulationStep, 'detail'> {
  if (ownHeaders !== undefined) return {}
  return {
    detail:
      'Headers added by the function’s own code are unknown. This check assumes none; enter them above if there are any.',
  }
}

/** Reported, not documented: the wildcard is answered with the origin that asks once credentials are allowed. */
export function reflectionNote(cors: Cors | undefined): Pick<SimulationStep, 'detail'> {
  if (cors?.AllowCredentials !== true || !cors.AllowOrigins?.includes('*')) return {}
  return { detail: 'With * and credentials, AWS is reported to return the origin of whichever page calls.' }
}
