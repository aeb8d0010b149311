'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { CallList } from '@/components/changes/call-list'
import { ChangeOutcome } from '@/components/changes/change-outcome'
import { useAppliedChange } from '@/components/changes/use-applied-change'
import { type ChangeFlow, useChangeFlow, useChangeProgress } from '@/components/changes/use-change-flow'
import { FailureCallout } from '@/components/failures/failure-callout'
import { DeletionEvidence } from '@/components/function-urls/deletion-evidence'
import { asRoute } from '@/components/ui/as-route'
import { Button, ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import type { ChangeProgress } from '@/lib/changes/schema'
import {
  confirmationText,
  type FunctionUrlConfig,
  type FunctionUrlIdentity,
  functionPath,
  functionUrlPath,
} from '@/lib/function-urls/schema'
import { trafficQuery } from '@/lib/traffic/queries'

interface DeleteDialogProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  isOpen: boolean
  onClose: () => void
}

/**
 * The irreversible step: what is lost, who still calls it, what stays behind, the way that can be undone, the
 * calls, and the typed name that the server checks again.
 */
export function DeleteDialog({ identity, config, isOpen, onClose }: DeleteDialogProps) {
  const router = useRouter()
  const [keepsStatements, setKeepsStatements] = useState(false)
  const flow = useChangeFlow()
  const { review } = flow
  const applied = useAppliedChange(identity)
  const progress = useChangeProgress(flow.changeId)
  const key = confirmationText(identity)
  // Opening the dialog asks for the plan; the plan is the dialog's content and not fetched as data.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only opening and the choice about statements plan anew
  useEffect(() => {
    if (isOpen) review({ kind: 'delete', identity, statements: keepsStatements ? 'keep' : 'remove' })
  }, [isOpen, keepsStatements, key])

  const close = () => {
    const ended = progress.data
    flow.reset()
    onClose()
    if (ended?.outcome?.verdict !== 'applied') return
    applied(ended)
    router.push(asRoute(functionPath(identity)))
  }
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && close()}
      title={`Delete function URL of ${identity.functionName} : ${identity.qualifier}`}
      size="md"
      footer={<DeleteFooter flow={flow} change={progress.data} identity={identity} close={close} />}
    >
      <div className="flex flex-col gap-4">
        <p>
          The address <span className="break-all text-mono">{config.FunctionUrl}</span> is lost for ever. A
          URL created later gets another one.
        </p>
        {flow.changeId ? (
          <Deleting change={progress.data} />
        ) : (
          <BeforeDeleting
            flow={flow}
            identity={identity}
            config={config}
            keepsStatements={keepsStatements}
            onKeepStatements={setKeepsStatements}
          />
        )}
      </div>
    </Dialog>
  )
}

interface BeforeDeletingProps {
  flow: ChangeFlow
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  keepsStatements: boolean
  onKeepStatements: (keeps: boolean) => void
}

function BeforeDeleting({ flow, identity, config, keepsStatements, onKeepStatements }: BeforeDeletingProps) {
  const traffic = useQuery(trafficQuery(identity))
  const { plan } = flow
  return (
    <>
      <DeletionEvidence
        identity={identity}
        plan={plan}
        keepsStatements={keepsStatements}
        onKeepStatements={onKeepStatements}
      />
      {config.AuthType === 'NONE' && (
        <Callout
          tone="warn"
          title={
            traffic.data && traffic.data.lastDay > 0 ? 'It is in use. Close it instead?' : 'Close it instead?'
          }
          actions={
            <ButtonLink href={`${functionUrlPath(identity, 'edit')}?AuthType=AWS_IAM`}>
              Review closing
            </ButtonLink>
          }
        >
          Switching to AWS_IAM stops anonymous calls, keeps the address and can be undone.
        </Callout>
      )}
      {flow.isPlanning && <SkeletonLines lines={4} label="Reading the current state and planning" />}
      {flow.failure && <FailureCallout failure={flow.failure} />}
      {flow.isChangedElsewhere && (
        <Callout tone="warn" role="alert" title="Somebody else changed this since you reviewed it">
          Nothing was deleted. These are the calls on the state as it is now: look at them once more.
        </Callout>
      )}
      {plan?.warnings.map(({ id, tone, message }) => (
        <Callout key={id} tone={tone} title={message} />
      ))}
      {plan && (
        <CallList calls={plan.calls.map((call) => ({ call, status: 'waiting' }))} region={identity.region} />
      )}
    </>
  )
}

function Deleting({ change }: { change: ChangeProgress | undefined }) {
  if (!change) return <SkeletonLines lines={3} label="Reading the change" />
  return (
    <>
      <ChangeOutcome change={change} />
      <CallList calls={change.calls} region={change.request.identity.region} />
    </>
  )
}

interface DeleteFooterProps {
  flow: ChangeFlow
  change: ChangeProgress | undefined
  identity: FunctionUrlIdentity
  close: () => void
}

function DeleteFooter({ flow, change, identity, close }: DeleteFooterProps) {
  const [typed, setTyped] = useState('')
  const wanted = confirmationText(identity)
  if (flow.changeId)
    return (
      <>
        {change?.outcome && <ButtonLink href={`/activity/${change.changeId}`}>See the record</ButtonLink>}
        <Button onClick={close}>{change?.outcome ? 'Close' : 'Leave it running'}</Button>
      </>
    )
  const isReady = flow.plan !== undefined && !flow.isPlanning && typed === wanted
  return (
    <div className="flex w-full flex-col gap-4">
      <Field label={`Type ${wanted} to delete it`}>
        <Input value={typed} onChange={(event) => setTyped(event.target.value)} mono spellCheck={false} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Keep it</Button>
        <Button
          variant="danger"
          disabled={!isReady}
          pending={flow.isApplying}
          onClick={() => flow.apply(typed)}
        >
          Delete function URL
        </Button>
      </div>
    </div>
  )
}
