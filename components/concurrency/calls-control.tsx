'use client'

import { CirclePause, CirclePlay } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { LetCallsInDialog } from '@/components/concurrency/let-calls-in-dialog'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

interface CallsControlProps {
  /** From where it is done; what is done is done to the whole function. */
  identity: FunctionUrlIdentity
  /** `null`: not reserved; undefined while it is not known. */
  reserved: number | null | undefined
}

const PANELS = ['let-calls-in'] as const

/**
 * The emergency stop, in a menu, where nobody presses it by accident; where calls are stopped, the way back in its
 * place. Both lead to the review.
 */
export function CallsControl({ identity, reserved }: CallsControlProps) {
  const flow = useChangeFlow()
  const readOnly = useReadOnlyReason()
  const [panel, setPanel] = useQueryState(
    'panel',
    parseAsStringLiteral(PANELS).withOptions({ history: 'push' }),
  )
  const close = () => void setPanel(null, { history: 'replace' })
  return (
    <>
      {reserved === 0 ? (
        <Button
          icon={<CirclePlay aria-hidden size={14} />}
          disabledReason={readOnly}
          onClick={() => void setPanel('let-calls-in')}
        >
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
      <LetCallsInDialog
        identity={identity}
        isOpen={panel === 'let-calls-in' && reserved === 0 && !readOnly}
        onClose={close}
        onReview={(request) => {
          close()
          flow.review(request)
        }}
      />
      <ReviewChange flow={flow} keepLabel="Cancel" />
    </>
  )
}
