import { accessRule } from '@/lib/findings/access-rule'
import { grantOnAlias } from '@/lib/findings/rules/grant-on-alias'
import { unless } from '@/lib/findings/unless'

export const closedToEveryone = unless(
  grantOnAlias,
  accessRule({
    id: 'closed-to-everyone',
    severity: 'medium',
    title: 'Auth type NONE, and nobody is let in',
    why: 'The auth type says that no credentials are needed, but the policy grants neither of the two permissions. Everyone gets 403.',
    remedy:
      'Grant both permissions if the URL is meant to be public. If it is not, require AWS_IAM or delete it.',
    cannotKnow: 'Whether somebody closed the URL on purpose.',
    documentation: 'urlAccess',
    of: (id) => id === 'both-missing',
    advice: 'Add the statements on the Access tab.',
  }),
)
