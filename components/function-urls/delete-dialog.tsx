'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { ReviewChange } from '@/components/changes/review-change'
import { type ChangeFlow, useChangeFlow } from '@/components/changes/use-change-flow'
import { useChangeInAddress } from '@/components/changes/use-change-in-address'
import { CloseInstead } from '@/components/function-urls/close-instead'
import { DeletionEvidence } from '@/components/function-urls/deletion-evidence'
import { useAccountMark } from '@/components/shell/account-marks'
import { Callout } from '@/components/ui/callout'
import { Identifier } from '@/components/ui/identifier'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { typedName } from '@/lib/identity/account-mark'
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
 * The review of the irreversible step: what is lost, who still calls it, what stays behind, the way that can be
 * undone, the calls, and the typed name that the server checks again.
 */
export function DeleteDialog({ identity, config, isOpen, onClose, onAlternative }: DeleteDialogProps) {
  const { changeId, follow } = useChangeInAddress()
  const flow = useChangeFlow((changeId) => {
    close()
    follow(changeId)
  }, true)
  const close = () => {
    flow.reset()
    onClose()
  }
  const name = functionUrlName(identity)
  const account = useAccountMark(identity.account)
  return (
    <ReviewChange
      flow={flow}
      keepLabel="Keep it"
      subject={{
        // `isOpen` stands in the address, which Next may write back: never above the change that has begun.
        isOpen: isOpen && changeId === undefined,
        onClose: close,
        title: `Delete function URL of ${name}`,
        action: 'Delete function URL',
        target: identity,
        confirmation: typedName(identity, account.name, name),
        lead: <LostAddress address={config.FunctionUrl} />,
        evidence: <PlannedDeletion flow={flow} identity={identity} />,
        alternative: (
          <CloseInstead identity={identity} config={config} plan={flow.plan} onReview={onAlternative} />
        ),
        ended: flow.failure?.code === 'not-found' ? <Gone /> : undefined,
      }}
    />
  )
}

function LostAddress({ address }: { address: string }) {
  return (
    <p>
      The address <Identifier text={address} head={13} tail={28} copy={false} className="max-w-full!" /> is
      permanently deleted. A URL created later gets another one.
    </p>
  )
}

/** Mounted while the dialog is open: asks for the plan, and again when the choice about statements changes. */
function PlannedDeletion({ flow, identity }: { flow: ChangeFlow; identity: FunctionUrlIdentity }) {
  const [keepsStatements, setKeepsStatements] = useState(false)
  const planDeletion = useEffectEvent((statements: 'keep' | 'remove') =>
    flow.review({ kind: 'delete', identity, statements }),
  )
  useEffect(() => planDeletion(keepsStatements ? 'keep' : 'remove'), [keepsStatements])
  return (
    <DeletionEvidence
      identity={identity}
      plan={flow.plan}
      isUnknown={flow.failure !== undefined && !flow.plan}
      keepsStatements={keepsStatements}
      onKeepStatements={setKeepsStatements}
    />
  )
}

/** Somebody else has deleted it since the page was read. */
function Gone() {
  return (
    <Callout tone="warn" role="alert" title="This function URL was deleted elsewhere">
      Nothing is left to delete. Its address is permanently gone. This console deleted nothing.
    </Callout>
  )
}
