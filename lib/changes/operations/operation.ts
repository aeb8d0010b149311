import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** What a call writes: the function URL's configuration, the policy of its qualifier, or the function's concurrency. */
export type Part = 'config' | 'policy' | 'concurrency'

/**
 * The places of calls in a plan, first to last: what closes comes first, what opens comes last, so that whatever
 * fails half-way is closed.
 */
export const PLACES = [
  'stops-calls',
  'closes',
  'removes-opener',
  'removes',
  'deletes',
  'configures',
  'adds',
  'adds-opener',
  'lets-calls-in',
] as const

/** A call's place, and the text by which calls of one place are put in order; as they come where it is left out. */
interface Place {
  place: (typeof PLACES)[number]
  tie?: string
}

/** A call that a plan needs, before it has its RevisionId. */
export interface Needed<Input> extends Place {
  input: Input
}

/** From where to where a plan leads. */
export interface Way {
  identity: FunctionUrlIdentity
  before: QualifierState
  after: QualifierState
  /** How the policy is written: statement by statement (AddPermission, RemovePermission), or all of it in one call. */
  policyBy: 'statement' | 'whole'
}

/** The states around a call as the plan expected them, and the one read back. */
export interface Readback {
  before: QualifierState
  after: QualifierState
  now: QualifierState
}

/** done, not done, or neither: what is there now is somebody else's doing. */
export type Settled = 'done' | 'not-done' | 'other'

/**
 * RevisionId of a policy call: known while planning, or only once an earlier call of the same plan is done
 * (`after` is that call's index; the executor reads the policy then and checks it).
 */
export type Revision = string | { after: number }

/**
 * One operation of AWS that writes, in every respect in which the console has to know it but two: its SDK command and
 * the schema of its input stand in `commands.ts`, since this file also runs in the browser.
 */
export interface Operation<Input> {
  /** `aws lambda <command>` (AWS CLI command reference). */
  command: string
  /** The IAM action that it takes (Service Authorization Reference, "AWS Lambda"). */
  action: `lambda:${string}`
  touches: Part
  /** AWS checks a RevisionId and refuses what was changed since; without one the lease and the read before it guard it. */
  hasRevision: boolean
  /** The calls of this operation that lead from one state to the other. */
  needed(way: Way): Needed<Input>[]
  /**
   * The state that the call leads to, as the service does it. What only AWS can give (address, times, revision)
   * stays as it was, or empty where nothing was.
   */
  stateAfter(state: QualifierState, input: Input, identity: FunctionUrlIdentity): QualifierState
  /** What became of the call when its reply was lost, told from the state read back. */
  settle(readback: Readback, input: Input): Settled
  /** It writes the whole policy in one call: what it does not name is gone. */
  replacesPolicy?: boolean
  /** What the call is about, in the line under its name. */
  subject(input: Input): string
  /** What the button that applies it says where the call takes something away from everybody at once. */
  danger?(input: Input): string | undefined
}
