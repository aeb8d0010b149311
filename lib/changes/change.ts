import type { Call } from '@/lib/changes/operations/table'
import type { Failure, Result } from '@/lib/failures/result'
import type { RecordedActor } from '@/lib/journal/schema'
import type { Protection } from '@/lib/protection/schema'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import type { Traffic } from '@/lib/traffic/schema'

/** Something to know before applying. */
export interface Warning {
  id: string
  tone: 'warn' | 'bad'
  message: string
  /** AWS is certain to refuse, so that it is not applied. */
  isRefusal?: true
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

/** Who can call before and after a change, each a part of a sentence. */
export interface AccessEffect {
  loses: string[]
  gains: string[]
  /** Before and after it depends on the request, in another way. */
  unclear: string[]
  /** Whoever knows the address can call without credentials from then on. */
  isOpening: boolean
}

/** A change as it is reviewed. */
export interface ReviewedChange extends Change {
  effect: AccessEffect
  /** Read where somebody loses access. */
  traffic?: Result<Traffic>
  /** What the button says of a step that is asked for with more care than others. */
  danger?: string
}

/** Why somebody cannot apply what they may plan. */
export interface Obstacle {
  failure: Failure
  /** Somebody else can be asked for it. */
  canBeSent: boolean
}

/** A change with the fingerprint that ties the review to what is applied. */
export interface PlannedChange extends ReviewedChange {
  planHash: string
  readAt: string
  /** The mark of the function URL that it is about, where it has one. */
  protection?: Protection
  /** Why who has asked for this plan cannot apply it. */
  obstacle?: Obstacle
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
export type ChangeVerdict = 'applied' | 'nothing-done' | 'half-done' | 'changed-elsewhere' | 'unknown'

export interface Outcome {
  verdict: ChangeVerdict
  /** Whole sentences: what was done, what was not, and whose doing it may be. */
  message: string
  failure?: Failure
  /** The state read back at the end; absent where it could not be read. */
  state?: QualifierState
  /** Set when the outcome was found out after a restart. */
  recovered?: boolean
}

/** The request that a change carries out. */
export interface AskedFor {
  requestId: string
  by: RecordedActor
}

/** A change as it stands, folded from its journal events. */
export interface ChangeProgress {
  changeId: string
  title: string
  request: ChangeRequest
  actor: RecordedActor
  startedAt: string
  endedAt?: string
  before: QualifierState
  after: QualifierState
  calls: CallProgress[]
  outcome?: Outcome
  /** AWS told the outcome but the journal could not be written: true until it is completed. */
  isRecordIncomplete?: boolean
  undo: UndoOutlook
  /** The bulk change that this is one item of. */
  bulk?: string
  /** Who asked for it, where it was approved by somebody else: `actor` then is who approved. */
  asked?: AskedFor
  /** The change that finishes or undoes this one, once there is one. */
  followedBy?: string
}

/** A change of which an entry cannot be read: what stands there is not what was written. */
export interface UnreadableChange {
  changeId: string
  /** Of the entry, in the journal. */
  position: number
  reason: string
}
