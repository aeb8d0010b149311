'use client'

import { useEffect, useEffectEvent, useId, useState } from 'react'
import { CliCommands } from '@/components/changes/call-list'
import { ReviewFailure } from '@/components/changes/review-failure'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { useChangeInAddress } from '@/components/changes/use-change-in-address'
import { CloseInstead } from '@/components/function-urls/close-instead'
import { DeletionEvidence } from '@/components/function-urls/deletion-evidence'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { Identifier } from '@/components/ui/identifier'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { functionUrlName } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'

interface DeleteDialogProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  isOpen: boolean
  onClose: () => void
  /** The person takes the way that can be undone instead. */
  onAlternative: (request: ChangeRequestInput) => void
}

/**
 * The irreversible step: what is lost, who still calls it, what stays behind, the way that can be undone, the
 * calls, and the typed name that the server checks again.
 */
export function DeleteDialog({ isOpen, onClose, ...rest }: DeleteDialogProps) {
  const { functionName, qualifier } = rest.identity
  const { changeId, follow } = useChangeInAddress()
  const flow = useChangeFlow((changeId) => {
    close()
    follow(changeId)
  })
  const [typed, setTyped] = useState('')
  /** Why Enter deleted nothing, until the person types on. */
  const [refusal, setRefusal] = useState<string>()
  const form = useId()
  const wanted = functionUrlName(rest.identity)
  const isPlanned = flow.plan !== undefined && !flow.isPlanning
  const isGone = flow.failure?.code === 'not-found'
  const close = () => {
    setTyped('')
    setRefusal(undefined)
    flow.reset()
    onClose()
  }
  const reason =
    typed !== wanted ? `Type ${wanted} first.` : isPlanned ? undefined : 'The current state is being read.'
  return (
    <Dialog
      // `isOpen` stands in the address, which Next may write back: never above the change that has begun.
      open={isOpen && changeId === undefined}
      onOpenChange={(open) => !open && close()}
      title={`Delete function URL of ${functionName} : ${qualifier}`}
      size="md"
      footer={
        isGone ? (
          <Button onClick={close}>Close</Button>
        ) : (
          <>
            <Button onClick={close}>Keep it</Button>
            <Button
              type="submit"
              form={form}
              variant="danger"
              disabledReason={reason}
              pending={flow.isApplying}
            >
              Delete function URL
            </Button>
          </>
        )
      }
    >
      {/* Stays mounted: it asked for the plan that said so. */}
      <BeforeDeleting flow={flow} isGone={isGone} {...rest} />
      <Form
        id={form}
        hidden={isGone}
        className="mt-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (reason === undefined && !flow.isApplying) flow.apply(typed)
        }}
      >
        <Field
          label={
            <>
              Type <span className="text-mono">{wanted}</span> to delete it
            </>
          }
          // What was missing a moment ago may be there by now.
          error={reason && refusal}
        >
          <Input
            mono
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setRefusal(undefined)
            }}
            // The button that cannot be used takes no Enter, and says why only to whoever is on it.
            onKeyDown={(event) => {
              if (event.key === 'Enter') setRefusal(reason)
            }}
          />
        </Field>
      </Form>
    </Dialog>
  )
}

interface BeforeDeletingProps extends Pick<DeleteDialogProps, 'identity' | 'config' | 'onAlternative'> {
  flow: ReturnType<typeof useChangeFlow>
  /** Somebody else has deleted it since the page was read. */
  isGone: boolean
}

/** Mounted while the dialog is open: asks for the plan, and again when the choice about statements changes. */
function BeforeDeleting({ flow, isGone, identity, config, onAlternative }: BeforeDeletingProps) {
  const [keepsStatements, setKeepsStatements] = useState(false)
  const { plan } = flow
  const planDeletion = useEffectEvent((statements: 'keep' | 'remove') =>
    flow.review({ kind: 'delete', identity, statements }),
  )
  useEffect(() => planDeletion(keepsStatements ? 'keep' : 'remove'), [keepsStatements])
  if (isGone)
    return (
      <Callout tone="warn" role="alert" title="This function URL was deleted elsewhere">
        Nothing is left to delete, and its address is lost for ever. This console deleted nothing.
      </Callout>
    )
  return (
    <div className="flex flex-col gap-4">
      <p>
        The address{' '}
        <Identifier text={config.FunctionUrl} head={13} tail={28} copy={false} className="max-w-full!" /> is
        lost for ever. A URL created later gets another one.
      </p>
      {flow.isChangedElsewhere && !flow.isPlanning && (
        <Callout tone="warn" role="alert" title="This was changed elsewhere since you looked at it">
          Nothing has been deleted. What you see now is the state as it is: look at it once more.
        </Callout>
      )}
      <ReviewFailure flow={flow} />
      <DeletionEvidence
        identity={identity}
        plan={plan}
        isUnknown={flow.failure !== undefined && !plan}
        keepsStatements={keepsStatements}
        onKeepStatements={setKeepsStatements}
      />
      <CloseInstead identity={identity} config={config} plan={plan} onReview={onAlternative} />
      {plan?.warnings.map(({ id, tone, message }) => (
        <Callout key={id} tone={tone} title={message} />
      ))}
      {flow.isPlanning && <SkeletonLines lines={1} label="Reading the current state and planning" />}
      {plan && (
        <CliCommands
          calls={plan.calls}
          region={identity.region}
          summary={plan.calls.length === 1 ? '1 call' : `${plan.calls.length} calls`}
        />
      )}
    </div>
  )
}
