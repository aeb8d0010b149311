import { BOTH_ACTIONS } from '@/lib/access/access-facts'
import { decisionsFor } from '@/lib/access/caller-standing'
import { grantCure, permissionsFor } from '@/lib/access/cures'
import { unreadPolicy } from '@/lib/findings/access-rule'
import { ABSENT, type FindingRule, found } from '@/lib/findings/rule'
import type { FindingState } from '@/lib/findings/state'
import { LATEST } from '@/lib/identity/qualifier'
import { isPublicUrlGrant } from '@/lib/permissions/statement'
import { coversAction } from '@/lib/permissions/statement-parts'
import { listed } from '@/lib/text/listed'

const UNSIGNED = { kind: 'unsigned' } as const

/** What everyone lacks on the function and was granted on aliases that have no URL. */
function misplaced({ access, ofAliases }: FindingState) {
  const { identity, authType, policy } = access
  if (authType !== 'NONE' || identity.qualifier !== LATEST || !policy.ok) return { actions: [], aliases: [] }
  const decisions = decisionsFor(UNSIGNED, { identity, authType, statements: policy.value })
  const missing = BOTH_ACTIONS.filter((_, place) => decisions[place]?.isAllowed === 'no')
  const granting = (action: string) =>
    ofAliases.filter(({ statements }) =>
      statements.some((one) => isPublicUrlGrant(one) && coversAction(one, action)),
    )
  const actions = missing.filter((action) => granting(action).length > 0)
  return { actions, aliases: [...new Set(actions.flatMap(granting).map(({ qualifier }) => qualifier))] }
}

export const grantOnAlias: FindingRule = {
  id: 'grant-on-alias',
  severity: 'high',
  title: 'The grant is on an alias, the URL on the function',
  why: 'Each qualifier has a policy of its own. What the policy of an alias allows does not reach the function’s own URL, so callers get 403.',
  remedy: 'Grant the same on the function, then remove what is left on the alias.',
  cannotKnow:
    'Policies of aliases that never had a URL while this console knew them: they are not read, since that takes a call for each alias.',
  page: 'access',
  documentation: 'urlAccess',
  evidence: (state) => {
    const unread = state.access.authType === 'NONE' ? unreadPolicy(state) : undefined
    if (unread) return unread
    const { actions, aliases } = misplaced(state)
    return actions.length > 0
      ? found(`Everyone is granted ${listed(actions)} on ${listed(aliases)}, and not on the function.`)
      : ABSENT
  },
  cure: (state) => {
    const { identity, policy } = state.access
    const { actions } = misplaced(state)
    const permissions = permissionsFor(UNSIGNED, actions, 'NONE')
    const cures = grantCure(
      'Review granting it on the function',
      identity,
      permissions,
      policy.ok ? policy.value : [],
    )
    return { cures }
  },
}
