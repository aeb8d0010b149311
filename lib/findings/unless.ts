import { ABSENT, type FindingRule } from '@/lib/findings/rule'

/** The rule, but silent where another one tells the same with the better cure. */
export const unless = (better: FindingRule, rule: FindingRule): FindingRule => ({
  ...rule,
  evidence: (state) => (better.evidence(state).is === 'found' ? ABSENT : rule.evidence(state)),
})
