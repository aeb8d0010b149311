import { FailureCallout } from '@/components/failures/failure-callout'
import { Callout } from '@/components/ui/callout'
import type { ChangeProgress, ChangeVerdict } from '@/lib/changes/change'
import { counted } from '@/lib/text/counted'

/** A verdict in two words. */
export const VERDICT_TITLES: Record<ChangeVerdict, string> = {
  applied: 'Applied',
  'nothing-done': 'Not applied',
  'half-done': 'Half done',
  'changed-elsewhere': 'Changed elsewhere',
  unknown: 'Not known',
}

export const VERDICT_TONES: Record<ChangeVerdict, 'ok' | 'warn' | 'bad'> = {
  applied: 'ok',
  'nothing-done': 'bad',
  'half-done': 'bad',
  'changed-elsewhere': 'warn',
  unknown: 'warn',
}

/** What became of a change, in whole sentences, or that it is under way. */
export function ChangeOutcome({ change }: { change: ChangeProgress }) {
  const { outcome, isRecordIncomplete } = change
  if (!outcome) {
    const done = change.calls.filter(({ status }) => status === 'done').length
    return (
      <Callout
        tone="neutral"
        role="status"
        title={`Under way: ${done} of ${counted(change.calls.length, 'call')} succeeded`}
      />
    )
  }
  return (
    <div className="flex flex-col gap-3">
      <Callout tone={VERDICT_TONES[outcome.verdict]} role="status" title={VERDICT_TITLES[outcome.verdict]}>
        {outcome.message}
      </Callout>
      {outcome.failure && <FailureCallout failure={outcome.failure} />}
      {isRecordIncomplete && (
        <Callout tone="bad" role="alert" title="The record of this change is not complete">
          What is said here was read from AWS, but the record could not be written. No further change is
          accepted until it can be.
        </Callout>
      )}
    </div>
  )
}

/** Whether there is something to finish or to take back. */
export function isContinuable({ outcome, calls }: ChangeProgress): boolean {
  return (
    outcome !== undefined &&
    outcome.verdict !== 'applied' &&
    calls.some(({ status }) => status === 'done' || status === 'unknown')
  )
}
