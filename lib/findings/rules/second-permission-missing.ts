import { accessRule } from '@/lib/findings/access-rule'
import { grantOnAlias } from '@/lib/findings/rules/grant-on-alias'
import { unless } from '@/lib/findings/unless'

export const secondPermissionMissing = unless(
  grantOnAlias,
  accessRule({
    id: 'second-permission-missing',
    severity: 'high',
    title: 'One of the two permissions is missing',
    why: 'The auth type is NONE, so everybody is meant to get in, but the policy grants only one of lambda:InvokeFunctionUrl and lambda:InvokeFunction. Everyone gets 403.',
    remedy: 'Add the missing statement, or require AWS_IAM if nobody is meant to get in.',
    cannotKnow:
      'Whether AWS still exempts this account from the second permission; the exemption was to end on 1 November 2026.',
    documentation: 'urlAccess',
    of: (id) => id === 'missing-for-everyone',
    advice: 'Add the missing statement on the Access tab.',
  }),
)
