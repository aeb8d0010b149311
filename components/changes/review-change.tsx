'use client'

import { type ReactNode, useId } from 'react'
import { ConfirmationForm, useConfirmation } from '@/components/changes/confirmation-form'
import { changePlan, sendRequest } from '@/components/changes/late-parts'
import { ReviewFailure } from '@/components/changes/review-failure'
import type { ChangeFlow } from '@/components/changes/use-change-flow'
import { ProtectedCallout } from '@/components/protection/protected-mark'
import { TargetChip } from '@/components/shell/target-chip'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { useLateComponent } from '@/components/ui/late-component'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import type { Obstacle } from '@/lib/changes/change'
import type { Target } from '@/lib/identity/schema'

/** What the review of a step that cannot be undone shows beside its plan, and before there is one. */
interface ReviewSubject {
  isOpen: boolean
  onClose: () => void
  title: string
  /** Where it is. */
  target: Target
  /** What the button says. */
  action: string
  /** What has to be typed; the plan will ask for the same. */
  confirmation: string
  /** What is lost. */
  lead: ReactNode
  /** What one should know before, in place of a comparison of settings. */
  evidence: ReactNode
  /** A way that can be undone. */
  alternative: ReactNode
  /** Why nothing is left to do; in place of all the rest. */
  ended?: ReactNode
}

interface ReviewChangeProps {
  flow: ChangeFlow
  /** What the button back is called. */
  keepLabel?: string
  /** Without one, the review is open while there is a plan or a failure to show. */
  subject?: ReviewSubject
}

/** The one review screen: what changes and the calls, before anything is done. */
export function ReviewChange({ flow, keepLabel = 'Back to editing', subject }: ReviewChangeProps) {
  const { plan, failure, isPlanning, isApplying } = flow
  const isOpen = subject ? subject.isOpen : isPlanning || plan !== undefined || failure !== undefined
  const wanted = subject?.confirmation ?? plan?.confirmation ?? null
  const confirmation = useConfirmation(isOpen, wanted, plan !== undefined && !isPlanning)
  const deletes = subject || (plan?.before.config && !plan.after.config)
  const form = useId()
  const close = subject?.onClose ?? flow.reset
  // A subject is something that cannot be undone, whether its plan is there yet or not.
  const danger = plan?.danger ?? subject?.action
  const target = subject?.target ?? flow.identity
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && close()}
      title={subject?.title ?? titleOfPlan(flow)}
      description={target && <TargetChip target={target} />}
      size={subject ? 'md' : 'lg'}
      footer={
        subject?.ended ? (
          <Button onClick={close}>Close</Button>
        ) : plan?.obstacle ? (
          <ObstacleFooter flow={flow} obstacle={plan.obstacle} keepLabel={keepLabel} onClose={close} />
        ) : (
          <>
            <ConfirmationForm
              id={form}
              confirmation={confirmation}
              purpose={deletes ? 'to delete it' : 'to confirm'}
              onConfirm={(typed) => !isApplying && flow.apply(typed)}
            />
            <Button onClick={close}>{keepLabel}</Button>
            {(subject || plan) && (
              <Button
                data-main-action
                type="submit"
                form={form}
                variant={danger ? 'danger' : 'primary'}
                disabledReason={
                  plan?.warnings.find(({ isRefusal }) => isRefusal)?.message ?? confirmation.missing
                }
                pending={isApplying}
              >
                {danger ?? 'Apply'}
              </Button>
            )}
          </>
        )
      }
    >
      {subject?.ended ?? (
        <div className="flex flex-col gap-4">
          <ReviewedPlan flow={flow} subject={subject} />
        </div>
      )}
    </Dialog>
  )
}

interface ObstacleFooterProps {
  flow: ChangeFlow
  obstacle: Obstacle
  keepLabel: string
  onClose: () => void
}

/** In place of Apply, for who may plan this and not apply it: the way to somebody who may, where there is one. */
function ObstacleFooter({ flow, obstacle, keepLabel, onClose }: ObstacleFooterProps) {
  const SendRequest = useLateComponent(sendRequest)
  const { plan, isPlanning, reviewAgain } = flow
  if (!plan || !obstacle.canBeSent || !SendRequest) return <Button onClick={onClose}>{keepLabel}</Button>
  return (
    <SendRequest
      plan={plan}
      isPlanning={isPlanning}
      keepLabel={keepLabel}
      onClose={onClose}
      onReviewAgain={reviewAgain}
    />
  )
}

function titleOfPlan({ plan, failure }: ChangeFlow): string {
  return plan?.title ?? (failure ? 'This cannot be reviewed now' : 'Reading the current state')
}

function ReviewedPlan({ flow, subject }: Pick<ReviewChangeProps, 'flow' | 'subject'>) {
  const { plan, isPlanning, isChangedElsewhere, isMerged, merge } = flow
  const ChangePlan = useLateComponent(changePlan)
  return (
    <>
      {subject?.lead}
      {isChangedElsewhere && !isPlanning && (
        <Callout
          tone="warn"
          role="alert"
          title="This was changed elsewhere since you looked at it"
          actions={merge && <Button onClick={merge}>Merge both changes</Button>}
        >
          {merge
            ? 'Nothing has been applied. As planned here, your change undoes a part of theirs; merged, it keeps both.'
            : 'Nothing has been applied. This is your change planned on the current state: review it again.'}
        </Callout>
      )}
      {isMerged && !isPlanning && <Callout role="status" title="Merged: your change on top of theirs" />}
      <ReviewFailure flow={flow} />
      {plan?.protection && <ProtectedCallout protection={plan.protection} />}
      {plan?.obstacle && <Callout tone="warn">{plan.obstacle.failure.message}</Callout>}
      {subject?.evidence}
      {subject?.alternative}
      {isPlanning && <SkeletonLines lines={subject ? 1 : 6} label="Reading the current state and planning" />}
      {plan && ChangePlan && (
        <ChangePlan plan={plan} isChangedElsewhere={isChangedElsewhere} isBrief={subject !== undefined} />
      )}
    </>
  )
}
