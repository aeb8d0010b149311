/** The tables, as kysely sees them. Times are ISO 8601 text in UTC, so that they sort and mean the same anywhere. */
export interface Tables {
  schema_migrations: { version: number; name: string; applied_at: string }
  journal_events: JournalEventRow
  journal_head: { id: number; position: number; hash: string }
  leases: LeaseRow
}

export interface JournalEventRow {
  /** 1, 2, 3 … over the whole journal. */
  position: number
  change_id: string
  /** 1, 2, 3 … within the change. */
  seq: number
  at: string
  type: string
  schema_version: number
  actor: string
  account: string
  region: string
  function_name: string
  qualifier: string
  /** The change that this one finishes, undoes or recreates; on intents only. */
  follows_change_id: string | null
  body: string
  previous_hash: string
  hash: string
}

export interface LeaseRow {
  key: string
  owner: string
  acquired_at: string
  expires_at: string
}
