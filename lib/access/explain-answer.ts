import type { AccessFacts } from '@/lib/access/access-facts'
import type { Cause, CauseState } from '@/lib/access/cause'
import { causesOf403 } from '@/lib/access/causes-of-403'
import {
  causesOf413,
  causesOf429,
  causesOf431,
  causesOf502,
  causesOfStream,
} from '@/lib/access/causes-of-failures'
import { narrowedBy, type SeenResponse } from '@/lib/access/seen-response'

/** The responses that people ask about. */
export const EXPLAINED_ANSWERS = ['403', '413', '429', '431', '502', 'stream'] as const
export type ExplainedAnswer = (typeof EXPLAINED_ANSWERS)[number]

const CAUSES: Record<ExplainedAnswer, (facts: AccessFacts) => Cause[]> = {
  '403': causesOf403,
  '413': causesOf413,
  '429': causesOf429,
  '431': causesOf431,
  '502': causesOf502,
  stream: causesOfStream,
}

/** Every cause of a response, those that apply first, those that are ruled out last; what came narrows them down. */
export function explainAnswer(answer: ExplainedAnswer, facts: AccessFacts, seen?: SeenResponse): Cause[] {
  const all = CAUSES[answer](facts)
  const causes = seen && answer === '403' ? narrowedBy(seen, all) : all
  return ORDER.flatMap((state) => causes.filter((cause) => cause.state === state))
}

/** The explanation that a status has, where it has one. */
export function explainedStatus(status: number): ExplainedAnswer | undefined {
  return EXPLAINED_ANSWERS.find((answer) => answer === String(status))
}

const ORDER: CauseState[] = ['applies', 'depends', 'unseen', 'ruled-out']
