import { accessRule } from '@/lib/findings/access-rule'

export const leftoverUnderIam = accessRule({
  id: 'leftover-under-iam',
  severity: 'medium',
  title: 'Public statements left from auth type NONE',
  why: 'They have no effect with AWS_IAM. If the auth type is changed to NONE, by anybody and with any tool, the URL is public at once.',
  remedy: 'Remove the statements.',
  cannotKnow: 'Whether a tool of yours writes them again with its next deployment.',
  documentation: 'urlAccess',
  of: (id) => id === 'leftover-public',
  advice: 'Edit the policy on the Access tab.',
})
