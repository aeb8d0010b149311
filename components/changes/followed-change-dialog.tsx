'use client'

import { useRouter } from 'next/navigation'
import { AfterChange } from '@/components/changes/after-change'
import { CallProgressList } from '@/components/changes/call-list'
import { ChangeOutcome, isContinuable } from '@/components/changes/change-outcome'
import { useChangeInAddress } from '@/components/changes/use-change-in-address'
import { useChangeProgress } from '@/components/changes/use-change-progress'
import { useEndedChange } from '@/components/changes/use-ended-change'
import { FailureCallout } from '@/components/failures/failure-callout'
import { TargetChip } from '@/components/shell/target-chip'
import { asRoute } from '@/components/ui/as-route'
import { Button, ButtonLink } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { useToast } from '@/components/ui/toast'
import type { ChangeProgress } from '@/lib/changes/change'
import { isNotYetKnown } from '@/lib/changes/queries'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { functionUrlName } from '@/lib/identity/names'
import { changePath, functionPath, functionUrlPath } from '@/lib/identity/paths'

/** The change that the address names, call by call as it goes. */
export function FollowedChangeDialog() {
  const router = useRouter()
  const toast = useToast()
  const { changeId, lastId, leave } = useChangeInAddress()
  const { data: change, error: lastError, errorUpdateCount } = useChangeProgress(lastId)
  // After a reload in the instant of Apply the console may not know it yet.
  const error = lastError && isNotYetKnown(lastError, errorUpdateCount) ? null : lastError
  useEndedChange(change, changeId !== undefined)
  const close = () => {
    const next = change && pageAfter(change)
    leave(next ? { for: 'another-page' } : undefined)
    if (next) router.push(asRoute(next))
    if (change?.request.kind === 'delete' && next)
      toast.show({
        tone: 'ok',
        title: `Deleted the function URL of ${functionUrlName(change.request.identity)}`,
        action: {
          label: 'See the record',
          onSelect: () => router.push(asRoute(changePath(change.changeId))),
        },
      })
  }
  return (
    <Dialog
      open={changeId !== undefined}
      onOpenChange={(open) => !open && close()}
      title={change?.title ?? 'Reading the change'}
      description={change && <TargetChip target={change.request.identity} />}
      size="lg"
      footer={<Footer change={change} close={close} />}
    >
      {error && <FailureCallout failure={failureFrom(error)} />}
      {!change && !error && <SkeletonLines lines={4} label="Reading the change" />}
      {change && (
        <div className="flex flex-col gap-4">
          <ChangeOutcome change={change} />
          <AfterChange change={change} />
          <CallProgressList calls={change.calls} region={change.request.identity.region} />
        </div>
      )}
    </Dialog>
  )
}

function Footer({ change, close }: { change: ChangeProgress | undefined; close: () => void }) {
  const isUnderWay = change !== undefined && change.outcome === undefined
  return (
    <>
      {change?.outcome && (
        <ButtonLink
          href={changePath(change.changeId)}
          variant={isContinuable(change) ? 'primary' : 'secondary'}
        >
          {isContinuable(change) ? 'Finish or undo' : 'See the record'}
        </ButtonLink>
      )}
      <Button variant={change?.outcome?.verdict === 'applied' ? 'primary' : 'secondary'} onClick={close}>
        {isUnderWay ? 'Leave it running' : isCreated(change) ? 'View function URL' : 'Close'}
      </Button>
    </>
  )
}

const isCreated = (change: ChangeProgress | undefined) =>
  change?.outcome?.verdict === 'applied' && change.request.kind === 'create'

/** Where one goes on once a change is applied: to what was made, or to what is left. */
function pageAfter({ request, outcome }: ChangeProgress): string | undefined {
  if (outcome?.verdict !== 'applied') return undefined
  if (request.kind === 'create') return functionUrlPath(request.identity)
  if (request.kind === 'delete') return functionPath(request.identity)
  return undefined
}
