import { accessRule } from '@/lib/findings/access-rule'

export const statementForOtherAuthType = accessRule({
  id: 'statement-for-other-auth-type',
  severity: 'low',
  title: 'Statements for auth type AWS_IAM under NONE',
  why: 'They have no effect with NONE, where every caller is anonymous, and tell a reader of the policy something wrong.',
  remedy: 'Remove the statements, or change the auth type to the one that they are for.',
  cannotKnow: 'Which of the two was meant.',
  documentation: 'urlAccess',
  of: (id) => id === 'other-auth-type',
  advice: 'Edit the policy on the Access tab.',
})
