import { unreadPolicy } from '@/lib/findings/access-rule'
import { ABSENT, type FindingRule, found } from '@/lib/findings/rule'
import type { Statement } from '@/lib/permissions/schema'
import { formatNumber } from '@/lib/text/counted'

/** Lambda developer guide, "Lambda quotas": a resource-based policy has at most 20 KB. */
const LIMIT = 20_480
const FULL = 0.8

/** As GetPolicy answers it: compact, with Version and Id before the statements. */
const lengthOf = (statements: readonly Statement[]) =>
  statements.length === 0
    ? 0
    : JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements }).length

export const policyNearlyFull: FindingRule = {
  id: 'policy-nearly-full',
  severity: 'low',
  title: 'The policy is nearly full',
  why: 'AWS takes at most 20,480 characters. When it is full, no further permission can be added, and a deployment that needs one fails.',
  remedy: 'Remove statements that nobody needs, or grant an organisation instead of account after account.',
  cannotKnow:
    'How AWS counts to the character; event source tokens are not kept and count as their marker here.',
  page: 'access',
  documentation: 'quotas',
  isOfPolicyAlone: true,
  evidence: (state) => {
    const { policy } = state.access
    const unread = unreadPolicy(state)
    if (unread || !policy.ok) return unread ?? ABSENT
    const length = lengthOf(policy.value)
    return length > LIMIT * FULL
      ? found(`${formatNumber(length)} of ${formatNumber(LIMIT)} characters.`)
      : ABSENT
  },
  cure: () => ({ advice: 'Remove statements that nobody needs, on the Access tab.' }),
}
