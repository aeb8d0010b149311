import { z } from 'zod'
import { CHANGE_ID } from '@/lib/changes/change-id'
import { corsSchema } from '@/lib/cors/cors-schema'
import { storedCorsSchema } from '@/lib/cors/schema'
import {
  authTypeSchema,
  functionUrlConfigSchema,
  functionUrlIdentitySchema,
  invokeModeSchema,
} from '@/lib/function-urls/schema'
import {
  addPermissionSchema,
  grantSchema,
  removableIdSchema,
  statementSchema,
} from '@/lib/permissions/schema'
import type { Failure } from '@/lib/result'

/** A change's id is made in the browser, so that the same submit twice is the same change. */
export const changeIdSchema = z.string().regex(CHANGE_ID, 'A change id is a UUID.')

/** AWS allows far more; a review that nobody can read is no review. */
const MAX_GRANTS = 20
const MAX_REVOKES = 100

/**
 * What a person wants. Everything the console writes starts as one of these.
 * `Cors` follows the API: left out keeps what is stored, `{}` clears it, anything else replaces it as a whole.
 */
export const changeRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('create'),
    identity: functionUrlIdentitySchema,
    AuthType: authTypeSchema,
    InvokeMode: invokeModeSchema,
    Cors: corsSchema.optional(),
    /** For NONE the public statements are planned without being named here. */
    grants: z.array(grantSchema).max(MAX_GRANTS).default([]),
    /** The change whose deleted configuration this one takes up again. */
    recreates: changeIdSchema.optional(),
  }),
  z.object({
    kind: z.literal('update'),
    identity: functionUrlIdentitySchema,
    AuthType: authTypeSchema.optional(),
    InvokeMode: invokeModeSchema.optional(),
    Cors: corsSchema.optional(),
    /** Whether the statements follow a new auth type: public ones come with NONE and go with AWS_IAM. */
    statements: z.enum(['follow', 'keep']).default('follow'),
  }),
  z.object({
    kind: z.literal('delete'),
    identity: functionUrlIdentitySchema,
    /** Statements that only serve this URL are removed too, unless they shall stay. */
    statements: z.enum(['remove', 'keep']).default('remove'),
  }),
  z.object({
    kind: z.literal('grant'),
    identity: functionUrlIdentitySchema,
    grants: z.array(grantSchema).min(1, 'Choose who to grant.').max(MAX_GRANTS),
  }),
  z.object({
    kind: z.literal('revoke'),
    identity: functionUrlIdentitySchema,
    statementIds: z.array(removableIdSchema).min(1, 'Choose a statement to remove.').max(MAX_REVOKES),
  }),
  z.object({
    /** Completes a half-done change: from the state as it is now to the state that change was to reach. */
    kind: z.literal('finish'),
    identity: functionUrlIdentitySchema,
    changeId: changeIdSchema,
  }),
  z.object({
    /** Takes a half-done change back: from the state as it is now to the state that change began with. */
    kind: z.literal('undo'),
    identity: functionUrlIdentitySchema,
    changeId: changeIdSchema,
  }),
])
export type ChangeRequest = z.infer<typeof changeRequestSchema>
export type ChangeRequestInput = z.input<typeof changeRequestSchema>

/** What the apply action takes: the reviewed request, its fingerprint and, where one is asked for, the typed text. */
export const applyInputSchema = z.object({
  changeId: changeIdSchema,
  request: changeRequestSchema,
  planHash: z.string().regex(/^[0-9a-f]{64}$/, 'A plan hash is 64 hexadecimal digits.'),
  confirmation: z.string().max(500).optional(),
})
export type ApplyInput = z.infer<typeof applyInputSchema>

/** What a plan reads and writes: one function URL and the policy of its qualifier. */
export const qualifierStateSchema = z.object({
  config: functionUrlConfigSchema.nullable(),
  policy: z.object({ RevisionId: z.string(), statements: z.array(statementSchema) }).nullable(),
})
export type QualifierState = z.infer<typeof qualifierStateSchema>

/**
 * RevisionId of a policy call: known while planning, or only once an earlier call of the same plan is done
 * (`after` is that call's index; the executor reads the policy then and checks it).
 */
const revisionSchema = z.union([z.string(), z.object({ after: z.number().int().nonnegative() })])

const callBase = { FunctionName: z.string(), Qualifier: z.string().optional() }

/** One AWS call of a plan, with the parameters as the API names them. */
export const callSchema = z.discriminatedUnion('operation', [
  z.object({
    operation: z.literal('CreateFunctionUrlConfig'),
    input: z.object({
      ...callBase,
      AuthType: authTypeSchema,
      InvokeMode: invokeModeSchema,
      Cors: storedCorsSchema.optional(),
    }),
  }),
  z.object({
    operation: z.literal('UpdateFunctionUrlConfig'),
    input: z.object({
      ...callBase,
      AuthType: authTypeSchema,
      InvokeMode: invokeModeSchema.optional(),
      Cors: storedCorsSchema.optional(),
    }),
  }),
  z.object({ operation: z.literal('DeleteFunctionUrlConfig'), input: z.object(callBase) }),
  z.object({
    operation: z.literal('AddPermission'),
    input: z.object({ ...callBase, ...addPermissionSchema.shape, RevisionId: revisionSchema.optional() }),
  }),
  z.object({
    operation: z.literal('RemovePermission'),
    input: z.object({ ...callBase, StatementId: z.string(), RevisionId: revisionSchema.optional() }),
  }),
])
export type Call = z.infer<typeof callSchema>
export type CallOperation = Call['operation']

/** Something to know before applying; it does not block. */
export interface Warning {
  id: string
  tone: 'warn' | 'bad'
  message: string
}

/** Whether a new change can put things back, or the sentence that says why not. */
export type UndoOutlook = { possible: true } | { possible: false; reason: string }

/** The value that the review shows, the executor follows and the journal keeps. */
export interface Change {
  request: ChangeRequest
  /** "Delete the function URL of checkout-api:live", a whole sentence without the full stop. */
  title: string
  before: QualifierState
  /** Times and ids that only AWS can give are empty strings here. */
  after: QualifierState
  calls: Call[]
  warnings: Warning[]
  /** Text that the person must type before it is applied. */
  confirmation: string | null
  undo: UndoOutlook
}

/** A change with the fingerprint that ties the review to what is applied. */
export interface PlannedChange extends Change {
  planHash: string
  readAt: string
}

export type CallStatus = 'waiting' | 'running' | 'done' | 'failed' | 'unknown' | 'skipped'

export interface CallProgress {
  call: Call
  status: CallStatus
  startedAt?: string
  endedAt?: string
  requestId?: string
  attempts?: number
  /** How an unclear outcome was settled, in one sentence. */
  note?: string
  failure?: Failure
}

/**
 * applied: every call done. nothing-done: refused before any effect. half-done: some calls done, some not.
 * changed-elsewhere: stopped because somebody else changed it (`halfDone` tells whether calls of ours were made).
 * unknown: AWS could not be read to settle it.
 */
export type Verdict = 'applied' | 'nothing-done' | 'half-done' | 'changed-elsewhere' | 'unknown'

export interface Outcome {
  verdict: Verdict
  /** Whole sentences: what was done, what was not, and whose doing it may be. */
  message: string
  failure?: Failure
  /** The state read back at the end; absent where it could not be read. */
  state?: QualifierState
  /** Set when the outcome was found out after a restart. */
  recovered?: boolean
}

/** A change as it stands, folded from its journal events. */
export interface ChangeProgress {
  changeId: string
  title: string
  request: ChangeRequest
  actor: string
  startedAt: string
  endedAt?: string
  before: QualifierState
  after: QualifierState
  calls: CallProgress[]
  outcome?: Outcome
  /** AWS told the outcome but the journal could not be written: true until it is completed. */
  isRecordIncomplete?: boolean
  undo: UndoOutlook
  /** The change that finishes or undoes this one, once there is one. */
  followedBy?: string
}
