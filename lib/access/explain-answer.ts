import type { AccessFacts } from '@/lib/access/access-facts'
import { type Cause, type CauseState, fromGate } from '@/lib/access/cause'
import { causesOf403 } from '@/lib/access/causes-of-403'
import { gatesOf } from '@/lib/access/walk-gates'

/** The answers that people ask about. */
export const EXPLAINED_ANSWERS = ['403', '429', '502'] as const
export type ExplainedAnswer = (typeof EXPLAINED_ANSWERS)[number]

/** Every cause of an answer, those that apply first, those that are ruled out last. */
export function explainAnswer(answer: ExplainedAnswer, facts: AccessFacts): Cause[] {
  const causes = { '403': causesOf403, '429': causesOf429, '502': causesOf502 }[answer](facts)
  return ORDER.flatMap((state) => causes.filter((cause) => cause.state === state))
}

const ORDER: CauseState[] = ['applies', 'depends', 'unseen', 'ruled-out']

function causesOf429(facts: AccessFacts): Cause[] {
  const { reservedConcurrency } = facts
  const reserved = reservedConcurrency.ok ? reservedConcurrency.value : null
  const tooMany: Cause = {
    id: 'too-many',
    title: 'More requests than the concurrency allows',
    state: 'unseen',
    text:
      reserved === null
        ? 'The account’s concurrency in this region is shared by all functions that reserve none.'
        : `${reserved} are reserved for this function: at most ${10 * reserved} requests a second.`,
  }
  return [
    ...fromGate(gatesOf(facts, { kind: 'unsigned' }), 'concurrency', 'The reserved concurrency is 0'),
    ...(reserved === 0 ? [] : [tooMany]),
    {
      id: 'permissions',
      title: 'Permissions',
      state: 'ruled-out',
      text: 'What is not allowed is answered with 403.',
    },
  ]
}

function causesOf502(): Cause[] {
  return [
    {
      id: 'function-failed',
      title: 'The function ended with an error',
      state: 'unseen',
      text: 'A function that throws is answered with 502 and “Internal Server Error”. Its log in CloudWatch Logs tells what happened.',
    },
    {
      id: 'permissions',
      title: 'Permissions',
      state: 'ruled-out',
      text: 'What is not allowed is answered with 403.',
    },
    {
      id: 'concurrency',
      title: 'Concurrency',
      state: 'ruled-out',
      text: 'What may not run is answered with 429.',
    },
  ]
}
