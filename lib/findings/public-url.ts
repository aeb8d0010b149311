import { accessVerdict } from '@/lib/access/access-verdict'
import type { Cure } from '@/lib/access/finding'
import { ABSENT, type Evidence } from '@/lib/findings/rule'
import type { FindingState } from '@/lib/findings/state'

/**
 * Goes on only where anyone on the internet can call the URL: else nothing is found, or nothing is known as long as
 * the policy that decides is not.
 */
export function wherePublic(state: FindingState, then: () => Evidence): Evidence {
  const { access } = state
  if (access.authType !== 'NONE') return ABSENT
  if (!access.policy.ok) return { is: 'unknown', part: 'policy', why: access.policy.failure.message }
  return isPublic(state) ? then() : ABSENT
}

function isPublic({ access }: FindingState): boolean {
  const { kind } = accessVerdict(access)
  return kind === 'public' || kind === 'public-by-policy'
}

/** Keeps the address: signed requests only, and the public statements go with it. */
export const requireSignatures = ({ access: { identity } }: FindingState): Cure => ({
  label: 'Review requiring AWS_IAM',
  request: { kind: 'update', identity, AuthType: 'AWS_IAM' },
})
