import type { AccessFacts } from '@/lib/access/access-facts'
import { accessVerdict } from '@/lib/access/access-verdict'
import type { VerdictKind } from '@/lib/access/verdict'

/**
 * The version of the rules that a stored verdict was worked out by. Raise it with every change of `lib/access` that
 * changes a verdict and of `lib/findings` that changes a finding (a test tells when it was forgotten): the next start then judges everything anew, without asking AWS.
 */
export const RULES_VERSION = 3

/** What a verdict comes to when thousands are counted, the one to look at first first. */
export const EXPOSURES = ['public', 'conditional', 'any-account', 'unreachable', 'unknown', 'iam'] as const
export type Exposure = (typeof EXPOSURES)[number]

const EXPOSURE_OF: Record<VerdictKind, Exposure> = {
  public: 'public',
  'public-by-policy': 'public',
  depends: 'conditional',
  'any-account': 'any-account',
  'any-account-by-policy': 'any-account',
  closed: 'unreachable',
  'alias-deleted': 'unreachable',
  throttled: 'unreachable',
  'no-url': 'unknown',
  unknown: 'unknown',
  iam: 'iam',
}

export interface Judgement {
  verdict: VerdictKind
  exposure: Exposure
  /** Its place among `EXPOSURES`, to sort by. */
  rank: number
}

/** What the index stores of who can call a function URL. */
export function judgeUrl(facts: AccessFacts): Judgement {
  const { kind } = accessVerdict(facts)
  const exposure = EXPOSURE_OF[kind]
  return { verdict: kind, exposure, rank: EXPOSURES.indexOf(exposure) }
}
