import { accessRule } from '@/lib/findings/access-rule'

export const grantOnFunction = accessRule({
  id: 'grant-on-function',
  severity: 'high',
  title: 'The grant is on the function, the URL on an alias',
  why: 'Each qualifier has a policy of its own. What the function’s policy allows does not reach the URL of an alias, so callers get 403.',
  remedy: 'Grant the same on the alias, then remove what is left on the function.',
  cannotKnow: 'The function’s own policy where it has not been read yet.',
  documentation: 'urlAccess',
  of: (id) => id === 'grant-on-function',
  advice: 'Grant it on the alias, on the Access tab.',
})
