import type { CallProgress, ChangeProgress } from '@/lib/changes/change'
import type { JournalEvent } from '@/lib/changes/change-events'
import type { NewEvent } from '@/lib/journal/schema'

/** How a change stands, told by its events alone. `undefined` without an intent, which is always the first. */
export function foldChange(
  events: readonly Pick<NewEvent<JournalEvent>, 'id' | 'actor' | 'at' | 'event'>[],
): ChangeProgress | undefined {
  const [first, ...rest] = events
  if (first?.event.type !== 'intent') return undefined
  const { title, request, before, after, calls, undo, bulk, asked } = first.event
  const begun: ChangeProgress = {
    changeId: first.id,
    title,
    request,
    actor: first.actor,
    startedAt: first.at,
    before,
    after,
    calls: calls.map((call) => ({ call, status: 'waiting' })),
    undo,
    ...(bulk === undefined ? {} : { bulk }),
    ...(asked === undefined ? {} : { asked }),
  }
  return rest.reduce((progress, { at, event }) => next(progress, at, event), begun)
}

function next(progress: ChangeProgress, at: string, event: JournalEvent): ChangeProgress {
  switch (event.type) {
    case 'intent':
      return progress
    case 'call-begun':
      return withCall(progress, event.step, (call) => ({
        ...call,
        status: 'running',
        startedAt: call.startedAt ?? at,
        attempts: event.attempt,
      }))
    case 'call-ended': {
      const { status, requestId, attempts, note, failure } = event
      return withCall(progress, event.step, (call) => ({
        ...call,
        status,
        endedAt: at,
        requestId,
        attempts,
        note,
        failure,
      }))
    }
    case 'outcome':
      return ended(progress, at, event.outcome)
    case 'recovery': {
      const settled = event.calls.reduce(
        (so, { step, status, note }) =>
          withCall(so, step, (call) => ({ ...call, status, note: note ?? call.note })),
        progress,
      )
      return ended(settled, at, { ...event.outcome, recovered: true })
    }
  }
}

function withCall(
  progress: ChangeProgress,
  step: number,
  change: (call: CallProgress) => CallProgress,
): ChangeProgress {
  return { ...progress, calls: progress.calls.map((call, index) => (index === step ? change(call) : call)) }
}

/** Nothing runs after the end: what never began was skipped, what never ended is unknown. */
function ended(
  progress: ChangeProgress,
  at: string,
  outcome: NonNullable<ChangeProgress['outcome']>,
): ChangeProgress {
  const calls = progress.calls.map((call): CallProgress => {
    if (call.status === 'waiting') return { ...call, status: 'skipped' }
    return call.status === 'running' ? { ...call, status: 'unknown' } : call
  })
  return { ...progress, calls, outcome, endedAt: at }
}
