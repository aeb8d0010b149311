import type { AccessFacts } from '@/lib/access/access-facts'
import type { Finding } from '@/lib/access/finding'
import { findingsOf } from '@/lib/access/findings-of'
import { ABSENT, type Evidence, type FindingRule, found, type Remedy } from '@/lib/findings/rule'
import type { FindingState } from '@/lib/findings/state'

/** Several rules look at the same facts: the policy is gone through once. */
const JUDGED = new WeakMap<AccessFacts, readonly Finding[]>()

function accessFindings(facts: AccessFacts): readonly Finding[] {
  const before = JUDGED.get(facts)
  if (before) return before
  const findings = findingsOf(facts)
  JUDGED.set(facts, findings)
  return findings
}

interface AccessRule extends Omit<FindingRule, 'page' | 'evidence' | 'cure'> {
  /** The findings of `lib/access` that this rule stands for. */
  of: (id: string) => boolean
  /** Where `lib/access` offers no change. */
  advice: string
}

/** A rule whose evidence and cures `lib/access` works out, beside its verdict and for the Access tab. */
export function accessRule({ of, advice, ...rule }: AccessRule): FindingRule {
  const own = ({ access }: FindingState) => accessFindings(access).filter(({ id }) => of(id))
  return {
    ...rule,
    page: 'access',
    evidence: (state) => {
      const unread = unreadPolicy(state)
      if (unread) return unread
      const findings = own(state)
      return findings.length > 0 ? found(...findings.map(({ title, text }) => `${title}. ${text}`)) : ABSENT
    },
    cure: (state): Remedy => {
      const cures = own(state).flatMap((finding) => finding.cures)
      return cures.length > 0 ? { cures } : { advice }
    },
  }
}

/** Nothing can be said of a policy that could not be read. */
export function unreadPolicy({ access: { policy } }: FindingState): Evidence | undefined {
  return policy.ok ? undefined : { is: 'unknown', part: 'policy', why: policy.failure.message }
}
