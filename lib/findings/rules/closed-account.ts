import { revokeCure } from '@/lib/access/cures'
import { unreadPolicy } from '@/lib/findings/access-rule'
import { ABSENT, type FindingRule, found } from '@/lib/findings/rule'
import type { FindingState } from '@/lib/findings/state'
import { principalsOf } from '@/lib/permissions/principal-phrase'
import type { Statement } from '@/lib/permissions/schema'
import { counted } from '@/lib/text/counted'
import { listed } from '@/lib/text/listed'

/** Statements that allow something to nobody but accounts that are closed. */
function statementsOfClosed({ access, closedAccounts }: FindingState): Statement[] {
  if (!access.policy.ok || 'unknown' in closedAccounts) return []
  return access.policy.value.filter(({ Effect, Principal }) => {
    const accounts = principalsOf(Principal).map(({ account }) => account)
    return (
      Effect === 'Allow' &&
      accounts.length > 0 &&
      accounts.every((account) => account !== undefined && closedAccounts.value.includes(account))
    )
  })
}

export const closedAccount: FindingRule = {
  id: 'closed-account',
  severity: 'medium',
  title: 'A statement for an account that is closed',
  why: 'The account is closed or suspended in the organisation. Nobody is meant to call from there any more.',
  remedy: 'Remove the statement.',
  cannotKnow:
    'Accounts of other organisations, and accounts that were closed so long ago that Organizations lists them no more.',
  page: 'access',
  documentation: 'urlAccess',
  isOfPolicyAlone: true,
  evidence: (state) => {
    const { closedAccounts } = state
    const unread = unreadPolicy(state)
    if (unread) return unread
    if ('unknown' in closedAccounts)
      return { is: 'unknown', part: 'organisation', why: closedAccounts.unknown }
    const statements = statementsOfClosed(state)
    if (statements.length === 0) return ABSENT
    const accounts = statements.flatMap(({ Principal }) =>
      principalsOf(Principal).map(({ account }) => account),
    )
    return found(
      `${counted(statements.length, 'statement')} for ${listed([...new Set(accounts.map(String))])}.`,
    )
  },
  cure: (state) => ({
    cures: revokeCure('Review removing it', state.access.identity, statementsOfClosed(state)),
  }),
}
