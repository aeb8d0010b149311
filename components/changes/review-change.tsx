'use client'

import { useState } from 'react'
import { ChangePlan } from '@/components/changes/change-plan'
import { ReviewFailure } from '@/components/changes/review-failure'
import type { ChangeFlow } from '@/components/changes/use-change-flow'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { type Call, type CallOperation, OPERATIONS } from '@/lib/changes/operations/table'

interface ReviewChangeProps {
  flow: ChangeFlow
  /** What the button back is called. */
  keepLabel?: string
}

/** The one review screen: what changes and the calls, before anything is done. Open while there is something to show. */
export function ReviewChange({ flow, keepLabel = 'Back to editing' }: ReviewChangeProps) {
  const isOpen = flow.isPlanning || flow.plan !== undefined || flow.failure !== undefined
  const title =
    flow.plan?.title ?? (flow.failure ? 'This cannot be reviewed now' : 'Reading the current state')
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && flow.reset()}
      title={title}
      size="lg"
      footer={<Footer key={flow.plan?.planHash} flow={flow} keepLabel={keepLabel} />}
    >
      <div className="flex flex-col gap-4">
        {flow.isPlanning && <SkeletonLines lines={6} label="Reading the current state and planning" />}
        {flow.isChangedElsewhere && !flow.isPlanning && (
          <Callout tone="warn" role="alert" title="This was changed elsewhere since you looked at it">
            Nothing has been applied. This is your change planned on the state as it is now: look at it once
            more.
          </Callout>
        )}
        <ReviewFailure flow={flow} />
        {flow.plan && !flow.isPlanning && (
          <ChangePlan plan={flow.plan} isChangedElsewhere={flow.isChangedElsewhere} />
        )}
      </div>
    </Dialog>
  )
}

function Footer({ flow, keepLabel }: { flow: ChangeFlow; keepLabel: string }) {
  const [typed, setTyped] = useState('')
  const { plan } = flow
  const wanted = plan?.confirmation ?? null
  const danger = plan?.calls.map(dangerOf).find((label) => label !== undefined)
  return (
    <Form
      className="flex w-full flex-wrap items-end justify-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted === null || typed === wanted) flow.apply(wanted === null ? undefined : typed)
      }}
    >
      {wanted !== null && (
        <Field label={`Type ${wanted} to confirm`} className="w-full">
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} mono />
        </Field>
      )}
      <Button onClick={flow.reset}>{keepLabel}</Button>
      {plan && !flow.isPlanning && (
        <Button
          type="submit"
          variant={danger ? 'danger' : 'primary'}
          pending={flow.isApplying}
          disabledReason={wanted !== null && typed !== wanted ? `Type ${wanted} first.` : undefined}
        >
          {danger ?? 'Apply'}
        </Button>
      )}
    </Form>
  )
}

function dangerOf<Name extends CallOperation>({ operation, input }: Call<Name>): string | undefined {
  return OPERATIONS[operation].danger?.(input)
}
