import { evidenceOf, type FindingRule, type Part, type Remedy } from '@/lib/findings/rule'
import type { FindingState } from '@/lib/findings/state'
import { FINDING_RULES } from '@/lib/findings/table'

/** What one rule found in a state. */
interface Found {
  rule: FindingRule
  text: readonly string[]
}

export interface StateJudgement {
  found: Found[]
  /** What could not be judged, by the part that is not known. */
  unknown: { rule: FindingRule; part: Part; why: string }[]
}

/** Everything that the rules find in a state, the most severe first, and what they cannot know. */
export function judgeState(state: FindingState): StateJudgement {
  const judgement: StateJudgement = { found: [], unknown: [] }
  for (const rule of FINDING_RULES) {
    const evidence = evidenceOf(rule, state)
    if (evidence.is === 'found') judgement.found.push({ rule, text: evidence.text })
    if (evidence.is === 'unknown') judgement.unknown.push({ rule, part: evidence.part, why: evidence.why })
  }
  return judgement
}

/** What cures this finding; nothing where the state does not have it. */
export function remedyOf(rule: FindingRule, state: FindingState): Remedy | undefined {
  return evidenceOf(rule, state).is === 'found' ? rule.cure(state) : undefined
}
