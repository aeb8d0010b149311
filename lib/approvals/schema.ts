import * as z from 'zod/mini'
import { MAX_COMMENT, REQUEST_LISTS, type RequestState } from '@/lib/approvals/request-states'
import type { AccessEffect, PlannedChange } from '@/lib/changes/change'
import type { Call } from '@/lib/changes/operations/table'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { accountSchema, functionNameSchema, functionUrlIdentitySchema } from '@/lib/identity/schema'
import type { RecordedActor } from '@/lib/journal/schema'
import { CHANGE_ID } from '@/lib/requests/change-id'
import { applyInputSchema, type ChangeRequest, changeRequestSchema } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** The plan that a request was sent with, as its sender saw it. */
export interface SeenPlan {
  title: string
  request: ChangeRequest
  before: QualifierState
  after: QualifierState
  calls: Call[]
  effect: AccessEffect
  planHash: string
  readAt: string
}

/** What somebody did to a request, in its order. */
export interface RequestStep {
  type:
    | 'request-sent'
    | 'request-revised'
    | 'request-asked-back'
    | 'request-approved'
    | 'request-declined'
    | 'request-withdrawn'
    | 'request-ended'
  by: RecordedActor
  at: string
  /** What was said with it; for `request-ended` why. */
  comment?: string
}

/** A request as it stands, folded from its events. */
export interface RequestProgress {
  requestId: string
  state: RequestState
  /** How often it was sent: 1 at first. */
  revision: number
  requester: RecordedActor
  sentAt: string
  seen: SeenPlan
  steps: RequestStep[]
  /** The change that its approval began. */
  changeId?: string
}

/** A request as a line of a list. */
export interface RequestLine extends FunctionUrlIdentity {
  requestId: string
  title: string
  state: RequestState
  requester: RecordedActor
  sentAt: string
  changedAt: string
  decidedBy?: string
  changeId?: string
}

export interface RequestsPage {
  requests: RequestLine[]
  /** The `before` of the next page; absent on the last one. */
  next?: string
}

/** What the page of one request shows. */
export interface RequestDetails {
  request: RequestProgress
  /** Whether who asks has sent it, and whether they may decide on it. */
  isMine: boolean
  mayDecide: boolean
}

/** A request planned on the state as it is now, or why that cannot be. */
export interface RequestPlan extends RequestDetails {
  plan?: PlannedChange
  problem?: string
}

export const requestIdSchema = z.string().check(z.regex(CHANGE_ID, 'The id of a request is a UUID.'))

export const commentSchema = z
  .string()
  .check(z.trim(), z.maxLength(MAX_COMMENT, 'A comment has at most 1,000 characters.'))
const neededComment = commentSchema.check(z.minLength(1, 'Say it in a comment.'))

const planHashSchema = applyInputSchema.shape.planHash

/** The id is made in the browser, so that sending it twice is one request. */
export const sendInputSchema = z.object({
  requestId: requestIdSchema,
  request: changeRequestSchema,
  planHash: planHashSchema,
  comment: commentSchema,
})

const ofRequest = { requestId: requestIdSchema, identity: functionUrlIdentitySchema }
const ofRevision = { ...ofRequest, revision: z.int().check(z.positive()) }

export const approveInputSchema = z.object({
  ...ofRevision,
  changeId: applyInputSchema.shape.changeId,
  planHash: planHashSchema,
  confirmation: applyInputSchema.shape.confirmation,
})

export const answerInputSchema = z.object({ ...ofRevision, comment: neededComment })

export const withdrawInputSchema = z.object(ofRequest)

export const requestsQuerySchema = z.object({
  list: z._default(z.enum(REQUEST_LISTS), 'open'),
  account: z.optional(accountSchema),
  functionName: z.optional(functionNameSchema),
  /** A part of the name of who sent it. */
  person: z.optional(z.string().check(z.maxLength(200))),
  before: z.optional(requestIdSchema),
})

export type RequestsQuery = z.output<typeof requestsQuerySchema>
