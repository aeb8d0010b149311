import type { Generated } from 'kysely'

/**
 * The index: what was last read of every function URL. It is a copy of what AWS holds and may be thrown away; a read
 * that failed leaves what was known and says so beside it. Whole sentences about each column stand where it is written.
 */
export interface InventoryTables {
  index_targets: IndexTargetRow
  index_functions: IndexFunctionRow
  index_endpoints: IndexEndpointRow
  index_origins: IndexOriginRow
  index_policies: IndexPolicyRow
  index_days: IndexDayRow
}

interface InTarget {
  account: string
  region: string
}

interface InFunction extends InTarget {
  function_name: string
}

interface InQualifier extends InFunction {
  qualifier: string
}

/** An account and region with its sweep. */
export interface IndexTargetRow extends InTarget {
  /** The number of the sweep that is under way, or was last; 0 before the first. */
  sweep: Generated<number>
  phase: string
  /** Where ListFunctions goes on. */
  marker: string | null
  started_at: string | null
  started_by: string | null
  ended_at: string | null
  /** When a sweep last read everything that it could. */
  completed_at: string | null
  requested_at: string | null
  requested_by: string | null
  paused_at: string | null
  paused_by: string | null
  /** What ended the sweep before its end, as JSON. */
  failure: string | null
}

export interface IndexFunctionRow extends InFunction {
  runtime: string
  description: string
  modified_at: string
  has_traffic: Generated<number>
  /** In which sweep ListFunctions named it, and ListFunctionUrlConfigs was asked, answered or not. */
  listed_in: Generated<number>
  asked_in: Generated<number>
  /** In which sweep the alias and the concurrency behind its URLs were asked for. */
  gates_in: Generated<number>
  has_urls: Generated<number>
  urls_read_at: string | null
  failure: string | null
  failed_at: string | null
  /** `null`: not reserved, or not known where `concurrency_read_at` is null. */
  concurrency: number | null
  concurrency_read_at: string | null
}

export interface IndexEndpointRow extends InQualifier {
  /** `function-url`; there may be other kinds of endpoints. */
  kind: string
  /** Account, region, function and qualifier: what rows are told apart by when they sort alike. */
  key: string
  name_sort: string
  url: string
  auth_type: string
  invoke_mode: string
  /** As AWS answered it, as JSON; `null` where CORS is off. */
  cors: string | null
  cors_summary: string
  runtime: string
  created_at: string
  modified_at: string
  read_at: string
  /** The age of the oldest thing that the row says. */
  known_at: string
  alias_state: string | null
  exposure: string
  exposure_rank: number
  verdict: string
  rules_version: number
  /** Why its URL or its policy could not be read again. */
  failure: string | null
  /** What free words look in, in lower case. */
  search: string
  /** Of the most severe finding that is not muted; 9 where there is none. */
  finding_rank: Generated<number>
  finding_count: Generated<number>
  /** The parts that were not read, so that some rules could not judge: a list with commas. */
  unjudged: Generated<string>
}

interface IndexOriginRow {
  key: string
  origin: string
}

export interface IndexPolicyRow extends InQualifier {
  /** The statements as JSON, `null` where there is no policy, or none was ever read. */
  statements: string | null
  revision_id: string | null
  read_at: string | null
  failure: string | null
  failed_at: string | null
  rules_version: Generated<number>
}

interface IndexDayRow extends InTarget {
  /** `2026-11-28`, in UTC. */
  day: string
  urls: number
  public: number
  unreachable: number
  unknown: number
}
