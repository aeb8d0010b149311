import { revokeCure } from '@/lib/access/cures'
import { unreadPolicy } from '@/lib/findings/access-rule'
import { ABSENT, type FindingRule, found } from '@/lib/findings/rule'
import type { FindingState } from '@/lib/findings/state'
import { principalsOf } from '@/lib/permissions/principal-phrase'
import type { Statement } from '@/lib/permissions/schema'
import { listed } from '@/lib/text/listed'

/** Statements that allow something to nobody but users and roles that are gone. */
function statementsOfDeleted({ access: { policy } }: FindingState): Statement[] {
  if (!policy.ok) return []
  return policy.value.filter(({ Effect, Principal }) => {
    const principals = principalsOf(Principal)
    return Effect === 'Allow' && principals.length > 0 && principals.every(({ kind }) => kind === 'deleted')
  })
}

export const deletedPrincipal: FindingRule = {
  id: 'deleted-principal',
  severity: 'low',
  title: 'A statement for a user or role that was deleted',
  why: 'IAM shows a deleted user or role by its unique id. The statement allows nothing any more, also not to a new role of the same name.',
  remedy: 'Remove the statement; grant the new role if one took its place.',
  cannotKnow: 'Which role it was.',
  page: 'access',
  documentation: 'urlAccess',
  isOfPolicyAlone: true,
  evidence: (state) => {
    const unread = unreadPolicy(state)
    if (unread) return unread
    const statements = statementsOfDeleted(state)
    const names = statements.flatMap(({ Principal }) => principalsOf(Principal).map(({ name }) => name))
    return names.length > 0 ? found(`Granted to ${listed([...new Set(names)])}.`) : ABSENT
  },
  cure: (state) => ({
    cures: revokeCure('Review removing it', state.access.identity, statementsOfDeleted(state)),
  }),
}
