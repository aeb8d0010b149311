'use client'

import { useRouter } from 'next/navigation'
import { Recreate } from '@/components/changes/after-change'
import { isContinuable } from '@/components/changes/change-outcome'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { asRoute } from '@/components/ui/as-route'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import type { ChangeProgress } from '@/lib/changes/change'
import { changePath } from '@/lib/identity/paths'

/** What can still be done about a change: finish or undo a half-done one, let calls in again, recreate what was deleted. */
export function ContinueChange({ change }: { change: ChangeProgress }) {
  // What was finished or taken back is no longer half done; its follower tells the rest.
  if (isContinuable(change)) return change.followedBy ? null : <FinishOrUndo change={change} />
  if (isStop(change)) return <LetCallsIn change={change} />
  const deleted = change.outcome?.verdict === 'applied' && change.before.config && !change.after.config
  if (!deleted) return null
  return <Recreate change={change} />
}

const isStop = ({ outcome, before, after }: ChangeProgress) =>
  outcome?.verdict === 'applied' && after.concurrency === 0 && before.concurrency !== 0

/** The way back from an emergency stop: what was reserved before, planned on the state as it is now. */
function LetCallsIn({ change }: { change: ChangeProgress }) {
  const router = useRouter()
  const flow = useChangeFlow((started) => router.push(asRoute(changePath(started))))
  const readOnly = useReadOnlyReason()
  const { identity } = change.request
  const ReservedConcurrentExecutions = change.before.concurrency ?? null
  return (
    <>
      <Callout
        tone="neutral"
        title="All calls of this function were stopped"
        actions={
          <Button
            disabledReason={readOnly}
            onClick={() => flow.review({ kind: 'let-calls-in', identity, ReservedConcurrentExecutions })}
          >
            Review letting calls in
          </Button>
        }
      >
        {ReservedConcurrentExecutions === null
          ? 'Before, no concurrency was reserved for it.'
          : `Before, ${ReservedConcurrentExecutions} were reserved for it.`}
      </Callout>
      <ReviewChange flow={flow} keepLabel="Cancel" />
    </>
  )
}

function FinishOrUndo({ change }: { change: ChangeProgress }) {
  const router = useRouter()
  const flow = useChangeFlow((started) => router.push(asRoute(changePath(started))))
  const readOnly = useReadOnlyReason()
  const { identity } = change.request
  const { changeId } = change
  return (
    <>
      <Callout
        tone="warn"
        title="Some calls were made and some were not"
        actions={
          <>
            <Button
              disabledReason={readOnly}
              onClick={() => flow.review({ kind: 'finish', identity, changeId })}
            >
              Review finishing
            </Button>
            <Button
              disabledReason={readOnly}
              onClick={() => flow.review({ kind: 'undo', identity, changeId })}
            >
              Review undoing
            </Button>
          </>
        }
      >
        Finish makes the calls that are missing; undo takes back those that were made. Both are new changes,
        planned on the current state.
      </Callout>
      <ReviewChange flow={flow} keepLabel="Cancel" />
    </>
  )
}
