import { accessRule } from '@/lib/findings/access-rule'

export const directInvoke = accessRule({
  id: 'direct-invoke',
  severity: 'critical',
  title: 'Everyone may invoke the function directly',
  why: 'A statement allows lambda:InvokeFunction to everyone without the condition lambda:InvokedViaFunctionUrl. Any AWS account can then invoke the function without its URL: past the auth type, past CORS, with an event of its choice.',
  remedy:
    'Remove the statement. Where the URL needs it, first add the statement that is limited to the URL, then remove this one.',
  cannotKnow: 'Whether service control policies stop principals of other accounts.',
  documentation: 'urlAccess',
  isOfPolicyAlone: true,
  of: (id) => id.startsWith('direct-invoke'),
  advice: 'Edit the policy on the Access tab: the statement cannot be named in a call.',
})
