import { requireSignatures, wherePublic } from '@/lib/findings/public-url'
import { type FindingRule, found } from '@/lib/findings/rule'

export const publicUrl: FindingRule = {
  id: 'public',
  severity: 'medium',
  title: 'Anyone on the internet can call it',
  why: 'The auth type is NONE and both permissions are granted to everyone: whoever knows the address can call the function without credentials, as often as its concurrency lets them.',
  remedy: 'If that is meant, mute this finding with the reason. If not, require AWS_IAM; the address stays.',
  cannotKnow:
    'Whether the function checks its callers itself. Security Hub reports a public URL as Lambda.1.',
  page: 'access',
  documentation: 'urlAccess',
  evidence: (state) => wherePublic(state, () => found('Everyone is granted both permissions.')),
  cure: (state) => ({ cures: [requireSignatures(state)] }),
}
