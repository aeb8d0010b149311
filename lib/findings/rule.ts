import type { Cure } from '@/lib/access/finding'
import type { Severity } from '@/lib/findings/severity'
import type { FindingState } from '@/lib/findings/state'
import type { FunctionUrlTab } from '@/lib/identity/paths'
import type { AwsDocumentation } from '@/lib/text/aws-documentation'

/** The parts of the state that a rule may lack. */
export type Part =
  | 'function URL'
  | 'policy'
  | 'alias'
  | 'concurrency'
  | 'runtime'
  | 'versions'
  | 'requests'
  | 'owner'
  | 'outside changes'
  | 'organisation'

/** found: whole sentences that name what was found. unknown: the part that could not be read, and why. */
export type Evidence =
  | { is: 'found'; text: readonly string[] }
  | { is: 'absent' }
  | { is: 'unknown'; part: Part; why: string }

export const ABSENT: Evidence = { is: 'absent' }
export const found = (...text: string[]): Evidence => ({ is: 'found', text })

/**
 * The change requests that cure a finding, each a choice of its own, or what to do where no request of this console
 * can. Where it takes several changes, the first comes first, and the next once it is made.
 */
export type Remedy = { cures: readonly Cure[] } | { advice: string }

/** A rule of the findings: pure, judged on the state alone. */
export interface FindingRule {
  id: string
  severity: Severity
  title: string
  /** Why it matters. */
  why: string
  /** What to do about it. */
  remedy: string
  /** What the rule cannot know. */
  cannotKnow: string
  /** The tab of the URL's page where it is mended. */
  page: FunctionUrlTab
  documentation?: AwsDocumentation
  /** It is about the policy alone, whether or not it is known if there is a URL. */
  isOfPolicyAlone?: true
  evidence: (state: FindingState) => Evidence
  /** Asked only of a state in which the rule has found something. */
  cure: (state: FindingState) => Remedy
}

/** What a rule finds; nothing can be said of the URL where it is not known if there is one. */
export function evidenceOf(rule: FindingRule, state: FindingState): Evidence {
  const { url } = state
  if ('unknown' in url && !rule.isOfPolicyAlone)
    return { is: 'unknown', part: 'function URL', why: url.unknown }
  return rule.evidence(state)
}
