import { type AccessFacts, BOTH_ACTIONS } from '@/lib/access/access-facts'
import { type Caller, callerKey } from '@/lib/access/caller'
import { standingsOf } from '@/lib/access/caller-standing'
import { type Cause, fromGate } from '@/lib/access/cause'
import { grantsOnFunction } from '@/lib/access/grant-on-function-finding'
import { signingCauses } from '@/lib/access/signing-causes'
import { sentence } from '@/lib/access/statement-words'
import { gatesOf } from '@/lib/access/walk-gates'
import { LATEST } from '@/lib/identity/qualifier'

/** What makes a function URL answer 403, in the order of the request's way, then what can't be checked from here. */
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
    ...fromGate(gates, 'deny', 'A Deny statement'),
    ...ofCallers(facts),
    ...onFunction(facts),
    ...signingCauses(facts),
    ...(isOpen ? [] : [OWN_POLICIES]),
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
  return grantsOnFunction(view, ofFunction, BOTH_ACTIONS).length > 0
    ? [
        {
          ...cause,
          state: 'applies',
          text: 'Each qualifier has its own policy; the function’s does not reach this URL.',
        },
      ]
    : [{ ...cause, state: 'ruled-out', text: 'The function’s policy grants nothing that is missing here.' }]
}

/**
 * Anonymous callers have none of these, so they are named for AWS_IAM only (IAM user guide, "Policy evaluation logic").
 * AWS lists no Lambda among the services that resource control policies cover, so these are not named at all.
 */
const OWN_POLICIES: Cause = {
  id: 'organization',
  title: 'The caller’s own policies',
  state: 'unseen',
  text: 'Identity policies, permissions boundaries, session policies and the service control policies (SCPs) of the caller’s account can refuse the call. They can’t be checked from here.',
}

const UNSEEN_CAUSES: Cause[] = [
  {
    id: 'other-address',
    title: 'The call went to another address',
    state: 'unseen',
    text: 'A deleted or mistyped address answers 403 with {"Message":null}. Compare the host with this URL’s.',
  },
  {
    id: 'viewer-host',
    title: 'CloudFront or a proxy forwards the viewer’s Host header',
    state: 'unseen',
    text: 'A function URL is found by its own host name. In CloudFront, use the origin request policy AllViewerExceptHostHeader.',
  },
  {
    id: 'own-code',
    title: 'The function’s own code answered 403',
    state: 'unseen',
    text: 'Lambda’s own 403 has an x-amzn-ErrorType header. Without it, look at the function’s code and logs.',
  },
  {
    id: 'just-changed',
    title: 'The policy was changed a moment ago',
    state: 'unseen',
    text: 'A change takes seconds to about a minute to take effect.',
  },
]
