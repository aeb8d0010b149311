'use client'

import { CirclePause, CirclePlay } from 'lucide-react'
import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useEffect, useState } from 'react'
import { ReviewChange } from '@/components/changes/review-change'
import { type ChangeFlow, useChangeFlow } from '@/components/changes/use-change-flow'
import { useChangeInAddress } from '@/components/changes/use-change-in-address'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'

interface CallsControlProps {
  /** From where it is done; what is done is done to the whole function. */
  identity: FunctionUrlIdentity
  /** `null`: not reserved; undefined while it is not known. */
  reserved: number | null | undefined
}

const PANELS = ['let-calls-in'] as const

/** Loaded when it is opened. */
const LetCallsInDialog = dynamic(
  async () => (await import('@/components/concurrency/let-calls-in-dialog')).LetCallsInDialog,
  { ssr: false },
)

/**
 * The emergency stop, in a menu, where nobody presses it by accident; where calls are stopped, the way back in its
 * place. Both lead to the review.
 */
export function CallsControl({ identity, reserved }: CallsControlProps) {
  const flow = useChangeFlow()
  const readOnly = useReadOnlyReason()
  const { panel, isReviewing, open, review, close } = useLetInSteps(flow)
  return (
    <>
      {reserved === 0 ? (
        <Button icon={<CirclePlay aria-hidden size={14} />} disabledReason={readOnly} onClick={open}>
          Let calls in again…
        </Button>
      ) : (
        <Menu
          label="More"
          items={[
            {
              label: 'Stop all calls…',
              icon: <CirclePause aria-hidden />,
              danger: true,
              disabledReason: readOnly,
              onSelect: () => flow.review({ kind: 'stop-calls', identity }),
            },
          ]}
        />
      )}
      {(panel !== null || isReviewing) && (
        <LetCallsInDialog
          identity={identity}
          isOpen={panel !== null && !isReviewing && reserved === 0 && !readOnly}
          onClose={close}
          onReview={review}
        />
      )}
      <ReviewChange flow={{ ...flow, reset: close }} keepLabel="Cancel" />
    </>
  )
}

/**
 * The dialog stands in the address, and the review on top of it: Back leads from the review to the dialog, with what
 * was entered, and from there to the page. The review is no entry of the history, since nobody can be sent to it.
 */
function useLetInSteps(flow: ChangeFlow) {
  const { changeId } = useChangeInAddress()
  const [panel, setPanel] = useQueryState(
    'panel',
    parseAsStringLiteral(PANELS).withOptions({ history: 'push' }),
  )
  const [isReviewing, setReviewing] = useState(false)
  const leave = () => {
    setReviewing(false)
    if (panel !== null) void setPanel(null, { history: 'replace' })
  }
  const isBackPressed = isReviewing && panel === null
  const hasBegun = changeId !== undefined && (isReviewing || panel !== null)
  // The address is another system: what it says now is followed once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that one of the two becomes true
  useEffect(() => {
    if (hasBegun) return leave()
    if (!isBackPressed) return
    setReviewing(false)
    flow.reset()
    void setPanel('let-calls-in')
  }, [isBackPressed, hasBegun])
  return {
    panel,
    isReviewing,
    open: () => void setPanel('let-calls-in'),
    review: (request: ChangeRequestInput) => {
      setReviewing(true)
      flow.review(request)
    },
    close: () => {
      leave()
      flow.reset()
    },
  }
}
