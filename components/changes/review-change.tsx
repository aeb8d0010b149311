'use client'

import { useState } from 'react'
import { CallList } from '@/components/changes/call-list'
import { ChangeOutcome, isContinuable } from '@/components/changes/change-outcome'
import { ChangePlan } from '@/components/changes/change-plan'
import { type ChangeFlow, useChangeProgress } from '@/components/changes/use-change-flow'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button, ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import type { ChangeProgress } from '@/lib/changes/schema'

interface ReviewChangeProps {
  flow: ChangeFlow
  /** What the button back is called. */
  keepLabel?: string
  /** Called when the dialog closes, with the change as it ended if it was applied. */
  onClose: (ended?: ChangeProgress) => void
}

/** The one review screen: the plan, then its progress, in the same place. Open while there is something to show. */
export function ReviewChange({ flow, keepLabel = 'Back to editing', onClose }: ReviewChangeProps) {
  const progress = useChangeProgress(flow.changeId)
  const isOpen =
    flow.isPlanning || flow.plan !== undefined || flow.failure !== undefined || flow.changeId !== undefined
  const title =
    progress.data?.title ??
    flow.plan?.title ??
    (flow.failure ? 'This cannot be applied' : 'Planning the change')
  const close = () => {
    flow.reset()
    onClose(progress.data)
  }
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && close()}
      title={title}
      size="lg"
      footer={<Footer flow={flow} change={progress.data} close={close} keepLabel={keepLabel} />}
    >
      <div className="flex flex-col gap-4">
        {flow.isPlanning && <SkeletonLines lines={6} label="Reading the current state and planning" />}
        {flow.changeId ? <Progress change={progress.data} /> : <Review flow={flow} />}
      </div>
    </Dialog>
  )
}

function Review({ flow }: { flow: ChangeFlow }) {
  return (
    <>
      {flow.isChangedElsewhere && (
        <Callout tone="warn" role="alert" title="Somebody else changed this since you reviewed it">
          Nothing was applied. This is your change planned anew on the state as it is now: look at it once
          more.
        </Callout>
      )}
      {flow.failure && <FailureCallout failure={flow.failure} />}
      {flow.plan && <ChangePlan plan={flow.plan} />}
    </>
  )
}

function Progress({ change }: { change: ChangeProgress | undefined }) {
  if (!change) return <SkeletonLines lines={4} label="Reading the change" />
  return (
    <>
      <ChangeOutcome change={change} />
      <CallList calls={change.calls} region={change.request.identity.region} />
    </>
  )
}

interface FooterProps {
  flow: ChangeFlow
  change: ChangeProgress | undefined
  close: () => void
  keepLabel: string
}

function Footer({ flow, change, close, keepLabel }: FooterProps) {
  const [typed, setTyped] = useState('')
  if (flow.changeId)
    return (
      <>
        {change && isContinuable(change) && (
          <ButtonLink href={`/activity/${change.changeId}`}>Finish or undo</ButtonLink>
        )}
        <Button variant={change?.outcome?.verdict === 'applied' ? 'primary' : 'secondary'} onClick={close}>
          {change?.outcome ? 'Close' : 'Leave it running'}
        </Button>
      </>
    )
  const { plan } = flow
  const isBlocked = plan?.confirmation != null && typed !== plan.confirmation
  const deletes = plan?.calls.some(({ operation }) => operation === 'DeleteFunctionUrlConfig')
  return (
    <>
      {plan?.confirmation != null && (
        <Field label={`Type ${plan.confirmation} to confirm`} className="w-full">
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} mono />
        </Field>
      )}
      <Button onClick={close}>{keepLabel}</Button>
      {plan && (
        <Button
          variant={deletes ? 'danger' : 'primary'}
          pending={flow.isApplying}
          disabled={isBlocked}
          onClick={() => flow.apply(plan.confirmation === null ? undefined : typed)}
        >
          {deletes ? 'Delete function URL' : 'Apply'}
        </Button>
      )}
    </>
  )
}
