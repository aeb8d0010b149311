import { accessRule } from '@/lib/findings/access-rule'

export const denied = accessRule({
  id: 'denied',
  severity: 'medium',
  title: 'A Deny keeps everyone out',
  why: 'A Deny in the policy overrides every Allow, so that nobody gets in.',
  remedy: 'Remove the Deny if nobody meant it.',
  cannotKnow: 'Whether somebody closed the URL on purpose.',
  documentation: 'urlAccess',
  of: (id) => id === 'denied',
  advice:
    'The Deny spares some principals. Removing it could open the URL to everyone: edit the policy on the Access tab.',
})
