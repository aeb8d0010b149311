import { ABSENT, type FindingRule, found } from '@/lib/findings/rule'

export const aliasDeleted: FindingRule = {
  id: 'alias-deleted',
  severity: 'high',
  title: 'The alias of the URL was deleted',
  why: 'The URL stays when its alias is deleted, but the alias’s policy goes. The URL answers 403 to everyone.',
  remedy:
    'Create an alias of this name again: the same URL comes back and needs new grants. Or delete the URL, whose address is lost then.',
  cannotKnow: 'Whether the deletion was meant.',
  page: 'access',
  documentation: 'urlSettings',
  evidence: ({ access: { alias, identity, authType } }) => {
    if (authType === null) return ABSENT
    if (!alias.ok) return { is: 'unknown', part: 'alias', why: alias.failure.message }
    return alias.value === 'deleted'
      ? found(`There is no alias ${identity.qualifier} any more, and the URL hangs on it.`)
      : ABSENT
  },
  cure: () => ({
    advice:
      'Create an alias of this name again, with your deployment tool or in Lambda’s own console, or delete the URL on its page.',
  }),
}
