/** What the rules found, and what somebody does not want to be told again for a while. */
export interface FindingTables {
  index_findings: IndexFindingRow
  finding_mutes: FindingMuteRow
}

interface OfSubject {
  /** Account, region, function and qualifier, as in `index_endpoints`. */
  key: string
  /** The id of the rule. */
  rule: string
  account: string
  region: string
  function_name: string
  qualifier: string
}

/** One finding of one qualifier; it is part of the index and may be thrown away. */
export interface IndexFindingRow extends OfSubject {
  severity_rank: number
  /** 1: the qualifier has a function URL; 0: only its policy is left. */
  has_url: number
  /** Whole sentences, as a JSON list. */
  evidence: string
  first_seen: string
  last_seen: string
  /** From its mute, as long as that holds. */
  muted_until: string | null
}

/** A mute is a decision of somebody and no part of the index: it outlives a finding that goes and comes back. */
export interface FindingMuteRow extends OfSubject {
  reason: string
  author_id: string
  author_name: string
  muted_at: string
  until: string
}
