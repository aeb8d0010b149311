import type { Generated } from 'kysely'

/** Changes of many function URLs at once: what was asked for, the plan of each item and what became of it. */
export interface BulkTables {
  bulks: BulkRow
  bulk_items: BulkItemRow
}

export interface BulkRow {
  id: string
  title: string
  /** What is done to each item, as JSON; the rules of it stand in `lib/bulk/bulk-kinds.ts`. */
  action: string
  /** How the items were chosen, a sentence. */
  selection: string
  phase: string
  actor_id: string
  actor_name: string
  actor_kind: string
  created_at: string
  /** When every item had its plan, was accepted, and had its end. */
  reviewed_at: string | null
  accepted_at: string | null
  ended_at: string | null
  stopped_by: string | null
  /** SHA-256 over the plans that would be applied: only exactly these are confirmed. */
  review_hash: string | null
  /** Why nothing goes on for a moment, a sentence. */
  waits_for: string | null
  /** The bulk change that this one takes back, or whose rest it takes up. */
  follows_id: string | null
}

export interface BulkItemRow {
  bulk_id: string
  /** 1, 2, 3 … in the order in which they are worked off. */
  seq: number
  account: string
  region: string
  function_name: string
  qualifier: string
  status: string
  /** Why it is not applied although it could be. */
  left_out: string | null
  /** The ChangeRequest as JSON; where it follows from the state, `null` until that was read. */
  request: string | null
  /** What the index knew when it was chosen, as JSON: to say what has changed since. */
  seen: string | null
  /** The PlannedChange as JSON, without event source tokens. */
  plan: string | null
  plan_hash: string | null
  /** The change that carries it out; another one for each try. */
  change_id: string | null
  tries: Generated<number>
  /** Why it was refused, or how it ended, as JSON. */
  failure: string | null
  /** What happens to it, in the words by which items are put together. */
  label: Generated<string>
  has_changed: Generated<number>
  opens: Generated<number>
  deletes: Generated<number>
  stops: Generated<number>
  /** Somebody who calls it, or may, loses access. */
  cuts_off: Generated<number>
  can_undo: Generated<number>
  /** Of the last 30 days, where they were read. */
  requests: number | null
  /** They were asked for and could not be read. */
  is_traffic_unknown: Generated<number>
}
