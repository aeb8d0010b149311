import type { RequestEvent } from '@/lib/approvals/request-events'
import { type RequestState, UNDECIDED } from '@/lib/approvals/request-states'
import type { RequestProgress, RequestStep } from '@/lib/approvals/schema'
import type { NewEvent, RecordedActor } from '@/lib/journal/schema'

/** What can be done to a request that was sent. */
export type RequestMove = Exclude<RequestEvent['type'], 'request-sent'>

/** From which states each step leads, and where to. */
const MOVES: Record<RequestMove, { from: readonly RequestState[]; to: RequestState }> = {
  'request-revised': { from: UNDECIDED, to: 'open' },
  'request-asked-back': { from: ['open'], to: 'asked-back' },
  'request-approved': { from: ['open'], to: 'approved' },
  'request-declined': { from: UNDECIDED, to: 'declined' },
  'request-withdrawn': { from: UNDECIDED, to: 'withdrawn' },
  'request-ended': { from: UNDECIDED, to: 'ended' },
}

export const moveOf = (move: RequestMove) => MOVES[move]

/** Steps that are the sender's alone, and those that are anybody's but theirs. */
const OWN: readonly RequestMove[] = ['request-revised', 'request-withdrawn']
const OTHERS: readonly RequestMove[] = ['request-asked-back', 'request-approved', 'request-declined']

export const isSamePerson = (one: RecordedActor, other: RecordedActor): boolean =>
  one.kind === other.kind && one.id === other.id

const ENDS: Partial<Record<RequestState, string>> = {
  approved: 'has been approved',
  declined: 'has been declined',
  withdrawn: 'has been withdrawn',
  ended: 'has ended',
  'asked-back': 'waits for an answer of who sent it',
}

/** Why somebody cannot take this step, in a sentence; `undefined` where they can. Roles are judged elsewhere. */
export function refusalOf(
  { state, requester }: Pick<RequestProgress, 'state' | 'requester'>,
  by: RecordedActor,
  move: RequestMove,
): string | undefined {
  if (!MOVES[move].from.includes(state)) return `This request ${ENDS[state] ?? 'is open'}.`
  if (OWN.includes(move) && !isSamePerson(requester, by))
    return 'Only who has sent a request can do this to it.'
  if (OTHERS.includes(move) && isSamePerson(requester, by)) return 'Nobody decides on their own request.'
  if (move === 'request-ended' && by.kind !== 'system') return 'Requests are ended by the console alone.'
  return undefined
}

type Told = Pick<NewEvent<RequestEvent>, 'id' | 'actor' | 'at' | 'event'>

/**
 * How a request stands, told by its events alone. `undefined` without the first. What nobody could have done has no effect.
 */
export function foldRequest(events: readonly Told[]): RequestProgress | undefined {
  const [first, ...rest] = events
  if (first?.event.type !== 'request-sent') return undefined
  const begun: RequestProgress = {
    requestId: first.id,
    state: 'open',
    revision: 1,
    requester: first.actor,
    sentAt: first.at,
    seen: first.event.plan,
    steps: [stepOf(first)],
  }
  return rest.reduce(next, begun)
}

function next(progress: RequestProgress, told: Told): RequestProgress {
  const { event, actor } = told
  if (event.type === 'request-sent' || refusalOf(progress, actor, event.type) !== undefined) return progress
  const moved = { ...progress, state: MOVES[event.type].to, steps: [...progress.steps, stepOf(told)] }
  if (event.type === 'request-revised') return { ...moved, revision: moved.revision + 1, seen: event.plan }
  return event.type === 'request-approved' ? { ...moved, changeId: event.change } : moved
}

function stepOf({ event, actor, at }: Told): RequestStep {
  const comment = 'comment' in event ? event.comment : 'reason' in event ? event.reason : ''
  return { type: event.type, by: actor, at, ...(comment === '' ? {} : { comment }) }
}
