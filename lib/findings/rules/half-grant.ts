import { accessRule } from '@/lib/findings/access-rule'

export const halfGrant = accessRule({
  id: 'half-grant',
  severity: 'high',
  title: 'A caller was given one of the two permissions only',
  why: 'The auth type is AWS_IAM, and the policy grants somebody outside this account only one of lambda:InvokeFunctionUrl and lambda:InvokeFunction. Their calls get 403.',
  remedy: 'Grant the other permission, or remove the half that is there.',
  cannotKnow: 'Whether the caller’s own identity policies allow the calls.',
  documentation: 'urlAccess',
  of: (id) => id.startsWith('half-'),
  advice: 'Grant the other permission on the Access tab.',
})
