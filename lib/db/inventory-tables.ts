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
  index_tags: IndexTagRow
  outside_events: OutsideEventRow
  console_settings: SettingRow
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
  /** Why the tags of its functions could not be read when they were last asked for. */
  tags_failure: string | null
  /** When the requests of all its URLs were last read, and why they could not be. */
  traffic_read_at: string | null
  traffic_failure: string | null
  /** Events of CloudTrail up to this time are known; when it was last asked, by whose wish, and why it did not answer. */
  trail_to: string | null
  trail_read_at: string | null
  trail_failure: string | null
  trail_requested_at: string | null
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
  /** `null`: its tags were never read, which is not the same as none. */
  tags_read_at: string | null
  /** When somebody changed it past the console, as CloudTrail told: it is read first. */
  changed_at: string | null
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
  /** The tool that looks like its owner, `none`, or `unknown` where the tags were not read; and what says so. */
  owner: Generated<string>
  owner_name: Generated<string>
  owner_tag: Generated<string>
  /** The CloudFormation stack that the tags name; empty where they name none. */
  stack: Generated<string>
  /** Requests in the 30 days before `traffic_read_at`; -1 where they were never read. */
  requests_30d: Generated<number>
  /** The same day by day, the oldest first, as JSON. */
  traffic_days: string | null
  traffic_read_at: string | null
  traffic_failure: string | null
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

interface IndexTagRow extends InFunction {
  tag_key: string
  tag_value: string
}

/** A change that CloudTrail told of, whoever made it. */
export interface OutsideEventRow extends InFunction {
  /** CloudTrail's own. */
  event_id: string
  /** `null` where it is about the whole function. */
  qualifier: string | null
  at: string
  /** As Lambda's API calls it, without the date that CloudTrail appends. */
  operation: string
  /** AWS's request id: the console's own calls have it in the record. */
  request_id: string
  /** Who, how and what, as JSON (`lib/outside/schema.ts`). */
  told: string
  /** What the index knew to stand there before, as JSON; `null` where it knew nothing. */
  before: string | null
}

/** What people have set for everybody. */
interface SettingRow {
  name: string
  value: string
  set_at: string
  set_by: string
}
