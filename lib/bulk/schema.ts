import * as z from 'zod/mini'
import type { Change } from '@/lib/changes/change'
import { corsSchema } from '@/lib/cors/value/cors-schema'
import type { Failure } from '@/lib/failures/result'
import {
  authTypeSchema,
  type FunctionUrlIdentity,
  functionUrlIdentitySchema,
  invokeModeSchema,
} from '@/lib/identity/schema'
import { MAX_SELECTED as MAX_ROWS } from '@/lib/inventory/selection-limit'
import type { RecordedActor } from '@/lib/journal/schema'
import { CHANGE_ID } from '@/lib/requests/change-id'
import { changeRequestSchema } from '@/lib/requests/change-request'

/** A review of more is none; a narrower search makes two of it. */
export const MAX_ITEMS = 5_000
const MAX_QUERY = 1_000

export const bulkIdSchema = z.string().check(z.regex(CHANGE_ID, 'The id of a bulk change is a UUID.'))

const origin = z
  .string()
  .check(z.minLength(1, 'Enter an origin.'), z.maxLength(253, 'An origin has at most 253 characters.'))

/** What is done to each of many function URLs; `changes` brings a request for each. */
export const bulkActionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('auth-type'), AuthType: authTypeSchema }),
  z.object({ kind: z.literal('cors'), Cors: corsSchema }),
  z.object({ kind: z.literal('add-origin'), origin }),
  z.object({ kind: z.literal('remove-origin'), origin }),
  z.object({ kind: z.literal('invoke-mode'), InvokeMode: invokeModeSchema }),
  z.object({ kind: z.literal('remove-public-statements') }),
  z.object({ kind: z.literal('add-missing-permissions') }),
  z.object({ kind: z.literal('stop-calls') }),
  z.object({
    kind: z.literal('let-calls-in'),
    ReservedConcurrentExecutions: z.nullable(
      z
        .int('Enter a whole number.')
        .check(z.minimum(1, 'Reserve at least 1: with 0 every call is throttled.')),
    ),
  }),
  z.object({ kind: z.literal('delete') }),
  z.object({ kind: z.literal('changes'), title: z.string().check(z.minLength(1), z.maxLength(200)) }),
])

export type BulkAction = z.output<typeof bulkActionSchema>
export type BulkActionInput = z.input<typeof bulkActionSchema>

/** An action that each item's request is made from; the others bring theirs. */
export type DerivedAction = Exclude<BulkAction, { kind: 'changes' }>

const mostItems = z.maxLength(MAX_ITEMS, 'A bulk change takes at most 5,000 function URLs. Choose fewer.')

/** What a bulk change is made of. */
export const startBulkSchema = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('rows'),
    action: bulkActionSchema,
    identities: z
      .array(functionUrlIdentitySchema)
      .check(z.minLength(1, 'Choose a function URL.'), z.maxLength(MAX_ROWS, 'Choose at most 1,000 rows.')),
  }),
  z.object({
    /** Everything that a query lets through at this moment; what matches it later is not among them. */
    from: z.literal('query'),
    action: bulkActionSchema,
    q: z.string().check(z.maxLength(MAX_QUERY, 'A query has at most 1,000 characters.')),
    except: z._default(
      z.array(functionUrlIdentitySchema).check(z.maxLength(MAX_ROWS, 'Leave out at most 1,000 rows.')),
      [],
    ),
  }),
  z.object({
    /** Requests that are known already, such as the cures of findings: several for one function URL may be among them. */
    from: z.literal('changes'),
    title: z.string().check(z.minLength(1), z.maxLength(200)),
    requests: z.array(changeRequestSchema).check(z.minLength(1, 'There is nothing to do.'), mostItems),
  }),
  /** Takes back what a bulk change has applied, as far as it can be. */
  z.object({ from: z.literal('undo'), bulkId: bulkIdSchema }),
  /** What a bulk change has not done, planned anew. */
  z.object({ from: z.literal('rest'), bulkId: bulkIdSchema }),
])

export type StartBulk = z.output<typeof startBulkSchema>
export type StartBulkInput = z.input<typeof startBulkSchema>

export const BULK_PHASES = [
  'planning',
  'plan-stopped',
  'reviewed',
  'accepting',
  'applying',
  'stopped',
  'ended',
] as const
export type BulkPhase = (typeof BULK_PHASES)[number]

/**
 * Before it is accepted an item is unplanned, planned, needs nothing, or is refused. Then what was planned waits, is
 * applied, and has its end; `changed`: it was not what was reviewed any more, so nothing was done.
 */
export const ITEM_STATUSES = [
  'unplanned',
  'planned',
  'nothing',
  'refused',
  'waiting',
  'applying',
  'applied',
  'failed',
  'half-done',
  'changed',
  'unknown',
] as const
export type ItemStatus = (typeof ITEM_STATUSES)[number]

/** Items that share what happens to them. */
export interface BulkGroup {
  status: ItemStatus
  label: string
  count: number
  /** Of these, left out by somebody. */
  leftOut: number
}

/** What the items that would be applied do, counted. */
export interface BulkEffects {
  /** How many are applied. */
  items: number
  opens: number
  deletes: number
  stops: number
  cutsOff: number
  /** Could be taken back. */
  canUndo: number
  /** Have changed since the list was read. */
  hasChanged: number
  /** Of the last 30 days together, of so many items; of others they could not be read. */
  requests: number
  inUse: number
  trafficUnknown: number
}

/** A bulk change as it stands. */
export interface BulkProgress {
  bulkId: string
  title: string
  action: BulkAction
  selection: string
  phase: BulkPhase
  actor: RecordedActor
  createdAt: string
  reviewedAt?: string
  acceptedAt?: string
  endedAt?: string
  stoppedBy?: string
  reviewHash?: string
  waitsFor?: string
  followsId?: string
  items: number
  counts: Record<ItemStatus, number>
  groups: BulkGroup[]
  effects: BulkEffects
  /** What is typed to confirm; `null` where a click is enough. */
  confirmation: string | null
  isReadOnly: boolean
}

/** One function URL of a bulk change. */
export interface BulkItem extends FunctionUrlIdentity {
  seq: number
  status: ItemStatus
  label: string
  leftOut?: string
  hasChanged: boolean
  changeId?: string
  failure?: Failure
  requests?: number
  canUndo: boolean
  hasPlan: boolean
}

export interface BulkItemsPage {
  items: BulkItem[]
  /** The `after` of the next page; absent on the last one. */
  next?: number
}

/** A bulk change as a line of a list. */
export interface BulkLine {
  bulkId: string
  title: string
  phase: BulkPhase
  actor: RecordedActor
  /** When it was accepted; those that never were are no part of the record. */
  startedAt: string
  counts: Record<ItemStatus, number>
}

/** What the planner needs to know of a change to sort it. */
export type SortedChange = Pick<Change, 'calls' | 'before' | 'after' | 'undo' | 'request'>
