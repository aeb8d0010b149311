import type { Remedy } from '@/lib/findings/rule'
import type { Severity } from '@/lib/findings/severity'
import type { FunctionUrlTab } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** What somebody said when they muted a finding. */
interface Mute {
  reason: string
  by: string
  at: string
  /** ISO 8601, in UTC; from then on the finding counts again. */
  until: string
}

/** A finding as the index holds it. */
export interface FindingRow extends FunctionUrlIdentity {
  /** The id of the rule. */
  rule: string
  severity: Severity
  /** Of the rule. */
  title: string
  /** The tab of the URL's page where it is mended. */
  page: FunctionUrlTab
  /** Whether the qualifier has a function URL, or only its policy is left. */
  hasUrl: boolean
  evidence: string[]
  firstSeen: string
  lastSeen: string
  mute?: Mute
  /** What cures it, by what the index holds; the review reads anew. */
  remedy?: Remedy
}

/** What a file of findings is made of. */
export interface FindingsReport {
  /** When it was made: ISO 8601, in UTC, as all times. */
  at: string
  /** When the oldest of what was judged was read from AWS; absent where nothing was read. */
  oldestAt?: string
  /** Function URLs that were judged. */
  urls: number
  /** Muted ones too. */
  rows: readonly FindingRow[]
  /** What could not be read or judged, whole sentences: without them an empty list would say too much. */
  problems: readonly string[]
  /** What people call the accounts. */
  accountNames: Readonly<Record<string, string>>
  /** The console's own address, for links to the rules; without a slash at its end. */
  console?: string
}
