import { type AccessFacts, INVOKE, INVOKE_URL } from '@/lib/access/access-facts'
import type { Caller } from '@/lib/access/caller'
import { decisionsFor, isDirectlyAllowed, isOfAccount, isSurelyAllowed } from '@/lib/access/caller-standing'
import type { Decision } from '@/lib/access/decide-action'
import type { Gate } from '@/lib/access/gate'
import { dependenceSentences, sentence, statementNames } from '@/lib/access/statement-words'
import { some } from '@/lib/access/trilean'

const IF_EXEMPT = 'Accounts that AWS still exempts, if any, would let it through.'

const IDENTITY_POLICY = 'The caller’s identity policy decides. In the same account it is enough by itself.'

const TITLES = { [INVOKE_URL]: `Allowed ${INVOKE_URL}`, [INVOKE]: `Allowed ${INVOKE}` }

/** What the policy says to this caller: the two permissions, then whether a Deny speaks about them. */
export function permissionGates(facts: AccessFacts, caller: Caller): Gate[] {
  const { identity, authType, policy } = facts
  if (!policy.ok || authType === null) {
    const text = policy.ok
      ? 'Not checked: there is no URL.'
      : `The policy could not be read: ${policy.failure.message}`
    const gate = { status: 'unseen' as const, text }
    return [
      { ...gate, id: 'url-permission', title: TITLES[INVOKE_URL] },
      { ...gate, id: 'function-permission', title: TITLES[INVOKE] },
      { ...gate, id: 'deny', title: 'No Deny' },
    ]
  }
  const view = { identity, authType, statements: policy.value }
  const decisions = decisionsFor(caller, view)
  const isHome = isOfAccount(caller, view)
  return [...decisions.map((decision) => permissionGate(decision, caller, isHome)), denyGate(decisions)]
}

function permissionGate(decision: Decision, caller: Caller, isHome: boolean): Gate {
  const { action, allows, isAllowed } = decision
  const id = action === INVOKE_URL ? ('url-permission' as const) : ('function-permission' as const)
  const gate = { id, title: TITLES[action] }
  const isAllowedHere = isSurelyAllowed(caller, decision)
  const direct = isHome ? isDirectlyAllowed(caller, decision) : undefined
  if (direct === 'no') return { ...gate, status: 'unseen', text: IDENTITY_POLICY }
  if (direct === 'depends')
    return { ...gate, status: 'depends', text: [IDENTITY_POLICY, ...dependenceSentences(allows)].join(' ') }
  if (isAllowedHere) {
    const needsOwn = !isHome && caller.kind !== 'unsigned' && caller.kind !== 'service'
    const own = needsOwn ? ['The caller’s own account must allow it too.'] : []
    return {
      ...gate,
      // The other half of the decision is in an account that cannot be read from here.
      status: needsOwn ? 'unseen' : 'passed',
      text: [sentence(`allowed by ${statementNames(allows)}`), ...own].join(' '),
    }
  }
  if (isAllowed === 'depends')
    return { ...gate, status: 'depends', text: dependenceSentences(allows).join(' ') }
  const who = caller.kind === 'unsigned' ? 'everyone' : 'this caller'
  const text = `No statement allows ${who} ${action}.`
  return { ...gate, status: 'stopped', answer: 403, text: action === INVOKE ? `${text} ${IF_EXEMPT}` : text }
}

function denyGate(decisions: readonly Decision[]): Gate {
  const gate = { id: 'deny' as const, title: 'No Deny' }
  const denies = decisions.flatMap((decision) => decision.denies)
  const isDenied = some(denies.map(({ answer }) => answer))
  if (isDenied === 'no') return { ...gate, status: 'passed', text: 'No Deny statement matches.' }
  if (isDenied === 'depends')
    return { ...gate, status: 'depends', text: dependenceSentences(denies).join(' ') }
  return {
    ...gate,
    status: 'stopped',
    answer: 403,
    text: sentence(`${statementNames(denies)} refuses it, whatever allows it`),
  }
}
