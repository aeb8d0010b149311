'use client'

import { Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { asRoute } from '@/components/ui/as-route'
import { Button } from '@/components/ui/button'
import type { ChangeProgress } from '@/lib/changes/change'
import { changePath } from '@/lib/identity/paths'

/** Takes an applied change back by a new one, planned on the current state: what others have done since stays. */
export function RevertChange({ change }: { change: ChangeProgress }) {
  const router = useRouter()
  const flow = useChangeFlow((started) => router.push(asRoute(changePath(started))))
  const readOnly = useReadOnlyReason()
  const { changeId, undo, outcome } = change
  const { identity } = change.request
  if (outcome?.verdict !== 'applied') return null
  return (
    <>
      <Button
        icon={<Undo2 aria-hidden size={14} />}
        disabledReason={readOnly ?? (undo.possible ? undefined : undo.reason)}
        onClick={() => flow.review({ kind: 'undo', identity, changeId })}
      >
        Revert this change
      </Button>
      <ReviewChange flow={flow} keepLabel="Cancel" />
    </>
  )
}
