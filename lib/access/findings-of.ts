import type { AccessFacts } from '@/lib/access/access-facts'
import { excessFindings } from '@/lib/access/excess-findings'
import type { Finding } from '@/lib/access/finding'
import { gapFindings } from '@/lib/access/gap-findings'

/** What is missing and what is too much, as far as the policy could be read. */
export function findingsOf(facts: AccessFacts): Finding[] {
  return facts.policy.ok
    ? [...gapFindings(facts, facts.policy.value), ...excessFindings(facts, facts.policy.value)]
    : []
}
