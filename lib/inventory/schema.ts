import * as z from 'zod/mini'
import type { VerdictKind } from '@/lib/access/verdict'
import type { Failure } from '@/lib/failures/result'
import type { Severity } from '@/lib/findings/severity'
import {
  type AuthType,
  type FunctionIdentity,
  type FunctionUrlIdentity,
  functionUrlIdentitySchema,
  type InvokeMode,
  type Target,
} from '@/lib/identity/schema'
import type { Exposure } from '@/lib/inventory/exposure'
import type { QueryProblem } from '@/lib/inventory/query'
import { QUERY_FIELDS } from '@/lib/inventory/query-keys'
import { MAX_SELECTED } from '@/lib/inventory/selection-limit'
import { cursorOf, ORDERS, URL_SORT_NAMES } from '@/lib/inventory/sorts'
import type { OwnerTool } from '@/lib/owner/tools'

/** A function URL as the index knows it. */
export interface InventoryRow extends FunctionUrlIdentity {
  FunctionUrl: string
  AuthType: AuthType
  InvokeMode: InvokeMode
  /** CORS in one line. */
  cors: string
  runtime: string
  verdict: VerdictKind
  exposure: Exposure
  createdAt: string
  /** The tool that looks like its owner; `none` where no tag names one, `unknown` where tags were not read. */
  owner: OwnerTool | 'none' | 'unknown'
  ownerName: string
  /** The tag that says so, as `key=value`. */
  ownerTag: string
  /** Requests in the last 30 days, and when they were counted; absent where they never were, which is not 0. */
  requests30d?: number
  requestsReadAt?: string
  modifiedAt: string
  /** The age of the oldest thing that the row says. */
  knownAt: string
  /** Findings that are not muted, the most severe first; absent where there are none. */
  findings?: { count: number; severity: Severity; titles: string[] }
  /** Parts that were not read, so that some rules could not judge. */
  unjudged?: string[]
  /** Why it is protected; absent where it is not. */
  protectedFor?: string
  /** Why it could not be read again since. */
  failure?: Pick<Failure, 'code' | 'message'>
}

export interface InventoryPage {
  rows: InventoryRow[]
  /** Absent on the last page. */
  next?: string
  /** How many rows the query lets through, on all pages together. */
  matches: number
  problems: QueryProblem[]
}

/** How long a query may be; longer ones come from no person. */
const MAX_QUERY = 1000

export const listInventoryInputSchema = z.object({
  q: z._default(z.string().check(z.maxLength(MAX_QUERY, 'A query has at most 1,000 characters.')), ''),
  sort: z._default(z.enum(URL_SORT_NAMES), 'verdict'),
  order: z._default(z.enum(ORDERS), 'asc'),
  after: z.optional(
    z.string().check(
      z.maxLength(1000),
      z.refine((text) => cursorOf(text) !== undefined, 'This is no place to go on from.'),
    ),
  ),
})

export const countSelectedSchema = z.object({
  q: z.string().check(z.maxLength(MAX_QUERY, 'A query has at most 1,000 characters.')),
  identities: z.array(functionUrlIdentitySchema).check(z.maxLength(MAX_SELECTED)),
})

export const exportInventoryInputSchema = z.object({
  format: z.enum(['csv', 'json']),
  ...{ q: listInventoryInputSchema.shape.q, sort: listInventoryInputSchema.shape.sort },
  order: listInventoryInputSchema.shape.order,
  /** Names of columns with commas between them; those that are shown at first where there are none. */
  columns: z._default(z.string().check(z.maxLength(500)), ''),
})

export const queryValuesInputSchema = z.object({ field: z.enum(QUERY_FIELDS) })

/** A value as it is written behind a key, and how many function URLs have it. */
export interface QueryValueCount {
  value: string
  /** What it is, where the value alone does not say: the account's id. */
  detail?: string
  count: number
}

export type ListInventoryInput = z.output<typeof listInventoryInputSchema>

/** The numbers above the table, over everything that may be seen. */
export interface InventoryCounts {
  urls: number
  /** When the oldest of what is shown was read; absent where there is nothing. */
  oldestAt?: string
  byExposure: Record<Exposure, number>
  /** With a finding of high severity or worse that is not muted. */
  high: number
  /** Without a request in 30 days; and those whose requests were never counted, of which that is not known. */
  quiet: number
  uncounted: number
}

export const SWEEP_PHASES = ['new', 'listing', 'reading', 'gates', 'ended', 'failed'] as const
export type SweepPhase = (typeof SWEEP_PHASES)[number]

/** How far the reading of one account and region is. */
export interface SweepState extends Target {
  phase: SweepPhase
  /** Somebody has the lease, so it goes on at this moment. */
  isRunning: boolean
  isRequested: boolean
  pausedBy?: string
  startedBy?: string
  startedAt?: string
  /** When everything that could be read was read last. */
  completedAt?: string
  /** Functions that ListFunctions named in this sweep, and of these how many were asked for their URLs. */
  listed: number
  done: number
  /** Calls that are certainly still to be made. */
  left: number
  /** At the pace that AWS allows; absent while the listing is not at its end. */
  secondsLeft?: number
  /** Functions of which the URLs or a policy could not be read in this sweep. */
  failures: number
  /** What ended it before its end. */
  failure?: Failure
  /** Why the tags of its functions could not be read. */
  tagsFailure?: Failure
}

/** One day's numbers of all that may be seen. */
export interface InventoryDay {
  day: string
  urls: number
  public: number
  unreachable: number
  unknown: number
}

export interface InventoryOverview {
  counts: InventoryCounts
  sweeps: SweepState[]
  days: InventoryDay[]
  /** What people call the accounts. */
  accountNames: Record<string, string>
  isReadOnly: boolean
  /** Whether this console reads by itself when what it knows grows old. */
  isAutomatic: boolean
  readAt: string
}

/** What a few letters lead to, as far as the index knows; the best of each kind. */
export interface FoundInIndex {
  urls: (FunctionUrlIdentity & { FunctionUrl: string; protectedFor?: string })[]
  functions: FunctionIdentity[]
  /** Each with how many function URLs allow it. */
  origins: { origin: string; urls: number }[]
}
