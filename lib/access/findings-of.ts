import type { AccessFacts } from '@/lib/access/access-facts'
import { excessOf } from '@/lib/access/excess-of'
import type { Finding } from '@/lib/access/finding'
import { gapsOf } from '@/lib/access/gaps-of'

/** What is missing and what is too much, as far as the policy could be read. */
export function findingsOf(facts: AccessFacts): Finding[] {
  return facts.policy.ok ? [...gapsOf(facts, facts.policy.value), ...excessOf(facts, facts.policy.value)] : []
}
