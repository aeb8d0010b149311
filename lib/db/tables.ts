import type { AccountTables } from '@/lib/db/account-tables'
import type { BudgetTables } from '@/lib/db/budget-tables'
import type { BulkTables } from '@/lib/db/bulk-tables'
import type { FindingTables } from '@/lib/db/finding-tables'
import type { GrantTables } from '@/lib/db/grant-tables'
import type { InventoryTables } from '@/lib/db/inventory-tables'
import type { PeopleTables } from '@/lib/db/people-tables'
import type { RequestTables } from '@/lib/db/request-tables'
import type { TokenTables } from '@/lib/db/token-tables'

/** The tables, as kysely sees them. Times are ISO 8601 text in UTC, so that they sort and mean the same anywhere. */
export interface Tables
  extends AccountTables,
    InventoryTables,
    FindingTables,
    BudgetTables,
    BulkTables,
    GrantTables,
    PeopleTables,
    RequestTables,
    TokenTables {
  saved_views: SavedViewRow
  journal_events: JournalEventRow
  journal_head: { id: number; position: number; hash: string }
  leases: LeaseRow
  sending_places: SendingPlaceRow
}

/** The truth of an event is `text`; every other column but the chain's two is an index over it. */
export interface JournalEventRow {
  /** 1, 2, 3 … over the whole journal. */
  position: number
  stream_kind: string
  stream_id: string
  /** 1, 2, 3 … within the stream. */
  seq: number
  at: string
  type: string
  actor_id: string
  actor_name: string
  actor_kind: string
  /** The request of the console that it was written for. */
  request_id: string | null
  account: string | null
  region: string | null
  function_name: string | null
  qualifier: string | null
  /** The stream of the same kind that this one takes up again; on first events only. */
  follows_id: string | null
  /** The stream of another kind that this one is a part of; on first events only. */
  part_of: string | null
  /** The whole event as canonical JSON. */
  text: string
  previous_hash: string
  hash: string
}

interface LeaseRow {
  key: string
  owner: string
  acquired_at: string
  expires_at: string
}

/** A request to a function URL; it counts for a minute, or as long as it is under way. */
interface SendingPlaceRow {
  id: string
  actor_id: string
  begun_at: string
  /** 1 or 0. */
  under_way: number
}

/** A name for a view of the table of all function URLs, shared by everybody who uses the console. */
export interface SavedViewRow {
  id: string
  name: string
  /** The name as names are compared; no two are the same. */
  name_key: string
  query: string
  sort: string
  sort_order: string
  /** Names of columns, with commas between them. */
  columns: string
  density: string
  created_at: string
  created_by: string
  changed_at: string
  changed_by: string
}
