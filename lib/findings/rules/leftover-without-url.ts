import { accessRule } from '@/lib/findings/access-rule'

export const leftoverWithoutUrl = accessRule({
  id: 'leftover-without-url',
  severity: 'medium',
  title: 'Permissions left over where there is no function URL',
  why: 'Deleting a function URL leaves its statements in the policy. A URL that is created here later is reachable through them at once, publicly where they name everyone.',
  remedy: 'Remove the statements.',
  cannotKnow: 'Policies of aliases that never had a URL while this console knew them.',
  documentation: 'urlAccess',
  of: (id) => id === 'without-url',
  advice: 'Edit the policy: the statements cannot be named in a call.',
})
