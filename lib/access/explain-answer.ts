import type { AccessFacts } from '@/lib/access/access-facts'
import { BOTH_ACTIONS } from '@/lib/access/access-facts'
import type { Caller } from '@/lib/access/caller'
import type { Gate, GateId } from '@/lib/access/gate'
import { grantOnFunction } from '@/lib/access/grant-on-function'
import { gatesOf } from '@/lib/access/walk-gates'
import { LATEST } from '@/lib/function-urls/identity'

/** The answers that people ask about. */
export const EXPLAINED_ANSWERS = ['403', '429', '502'] as const
export type ExplainedAnswer = (typeof EXPLAINED_ANSWERS)[number]

/** `unseen`: it may be the reason, and nothing that can be read from here tells. */
export type CauseState = 'applies' | 'depends' | 'unseen' | 'ruled-out'

export interface Cause {
  id: string
  title: string
  state: CauseState
  text: string
}

/** Every cause of an answer, those that apply first, those that are ruled out last. */
export function explainAnswer(answer: ExplainedAnswer, facts: AccessFacts): Cause[] {
  const causes = { '403': causesOf403, '429': causesOf429, '502': causesOf502 }[answer](facts)
  return ORDER.flatMap((state) => causes.filter((cause) => cause.state === state))
}

const ORDER: CauseState[] = ['applies', 'depends', 'unseen', 'ruled-out']

const STATES: Record<Gate['status'], CauseState> = {
  stopped: 'applies',
  depends: 'depends',
  unseen: 'unseen',
  passed: 'ruled-out',
  'no-gate': 'ruled-out',
  'not-reached': 'ruled-out',
}

function fromGate(gates: readonly Gate[], id: GateId, title: string): Cause[] {
  const gate = gates.find((one) => one.id === id)
  return gate ? [{ id, title, state: STATES[gate.status], text: gate.text }] : []
}

function causesOf403(facts: AccessFacts): Cause[] {
  // With AWS_IAM the permissions are those of a principal of this account; others stand beside the verdict.
  const signed: Caller = { kind: 'account', account: facts.identity.account }
  const isOpen = facts.authType !== 'AWS_IAM'
  const gates = gatesOf(facts, isOpen ? { kind: 'unsigned' } : signed)
  const unsigned = gatesOf(facts, { kind: 'unsigned' })
  return [
    ...fromGate(gates, 'address', 'There is no function URL here'),
    ...fromGate(gates, 'alias', 'The alias is gone'),
    ...fromGate(unsigned, 'auth-type', 'The request is not signed'),
    ...fromGate(gates, 'url-permission', 'lambda:InvokeFunctionUrl is not allowed'),
    ...fromGate(gates, 'function-permission', 'lambda:InvokeFunction is not allowed'),
    ...fromGate(gates, 'deny', 'A Deny'),
    ...onFunction(facts),
    ...UNSEEN_CAUSES,
  ]
}

function onFunction({ identity, authType, policy, ofFunction }: AccessFacts): Cause[] {
  if (identity.qualifier === LATEST || authType === null || !policy.ok) return []
  const cause = { id: 'on-function', title: 'The grant is on the function, not on the alias' }
  if (!ofFunction)
    return [{ ...cause, state: 'unseen', text: 'The policy of the function itself has not been read.' }]
  const view = { identity, authType, statements: policy.value }
  return grantOnFunction(view, ofFunction, BOTH_ACTIONS).length > 0
    ? [
        {
          ...cause,
          state: 'applies',
          text: 'Each qualifier has its own policy; the function’s does not reach this URL.',
        },
      ]
    : [
        {
          ...cause,
          state: 'ruled-out',
          text: 'The policy of the function holds no grant that is missing here.',
        },
      ]
}

const UNSEEN_CAUSES: Cause[] = [
  {
    id: 'other-address',
    title: 'The call went to another address',
    state: 'unseen',
    text: 'A deleted or mistyped address answers 403 with {"Message":null} in place of a sentence: compare the id with this URL’s.',
  },
  {
    id: 'just-changed',
    title: 'The policy was changed a moment ago',
    state: 'unseen',
    text: 'A change takes seconds to about a minute until calls feel it.',
  },
  {
    id: 'organization',
    title: 'Identity policies, SCPs or RCPs',
    state: 'unseen',
    text: 'They can refuse what this policy allows, and cannot be read from here.',
  },
]

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
