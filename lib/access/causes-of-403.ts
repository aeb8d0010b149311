import { type AccessFacts, BOTH_ACTIONS } from '@/lib/access/access-facts'
import { type Caller, callerKey } from '@/lib/access/caller'
import { standingsOf } from '@/lib/access/caller-standing'
import { type Cause, fromGate } from '@/lib/access/cause'
import { grantOnFunctionFinding } from '@/lib/access/grant-on-function-finding'
import { sentence } from '@/lib/access/statement-words'
import { gatesOf } from '@/lib/access/walk-gates'
import { LATEST } from '@/lib/identity/qualifier'

/** What makes Lambda answer 403, in the order of the request's way, then what cannot be seen from here. */
export function causesOf403(facts: AccessFacts): Cause[] {
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
    ...ofCallers(facts),
    ...onFunction(facts),
    ...UNSEEN_CAUSES,
  ]
}

/** Callers from outside this account whom the policy names and yet does not let in. */
function ofCallers({ identity, authType, policy, alias }: AccessFacts): Cause[] {
  if (authType !== 'AWS_IAM' || !policy.ok || (alias.ok && alias.value === 'deleted')) return []
  return standingsOf({ identity, authType, statements: policy.value })
    .slice(1)
    .filter(({ standing }) => standing === 'half' || standing === 'refused' || standing === 'denied')
    .map(({ caller, phrase, text }) => ({
      id: `caller-${callerKey(caller)}`,
      title: sentence(`the call was signed by ${phrase}`).slice(0, -1),
      state: 'applies',
      text,
    }))
}

function onFunction({ identity, authType, policy, ofFunction }: AccessFacts): Cause[] {
  if (identity.qualifier === LATEST || authType === null || !policy.ok) return []
  const cause = { id: 'on-function', title: 'The grant is on the function, not on the alias' }
  if (!ofFunction)
    return [{ ...cause, state: 'unseen', text: 'The policy of the function itself has not been read.' }]
  const view = { identity, authType, statements: policy.value }
  return grantOnFunctionFinding(view, ofFunction, BOTH_ACTIONS).length > 0
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
