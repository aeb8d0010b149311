'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { acknowledgeRecord } from '@/lib/activity/actions'
import type { RecordState } from '@/lib/activity/record-state'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import type { Failure } from '@/lib/failures/result'
import { counted } from '@/lib/text/counted'

interface AcknowledgeDialogProps {
  breach: NonNullable<RecordState['breach']>
  isOpen: boolean
  onClose: () => void
}

/** Says what it means to acknowledge a record that was changed, before somebody does. */
export function AcknowledgeDialog({ breach, isOpen, onClose }: AcknowledgeDialogProps) {
  const { acknowledge, failure, isPending } = useAcknowledging(breach, onClose)
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title="Acknowledge that the record was changed"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" pending={isPending} onClick={acknowledge}>
            Acknowledge
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>
          You say that you have seen that the record is not what the console wrote
          {breach.places === 1
            ? ` at event ${breach.position}`
            : `, in ${counted(breach.places, 'place')} from event ${breach.position} on`}
          .
        </p>
        <ul className="list-disc pl-5">
          <li>Changes may be made again, and are recorded after what was found.</li>
          <li>
            Nothing is repaired: the console cannot tell what stood where something was changed or removed.
          </li>
          <li>
            The record keeps that you did this, when, the event and hashes of what was found. It cannot be
            taken back.
          </li>
          <li>
            What is acknowledged is not reported again, unless something before it is changed once more.
          </li>
        </ul>
        <p>Keep a copy of the database file first if somebody is to find out what happened.</p>
        {failure && <FailureCallout failure={failure} />}
      </div>
    </Dialog>
  )
}

function useAcknowledging({ position, digest }: AcknowledgeDialogProps['breach'], onDone: () => void) {
  const router = useRouter()
  const [failure, setFailure] = useState<Failure>()
  const [isPending, startTransition] = useTransition()
  const acknowledge = () =>
    startTransition(async () => {
      const answer = await askAgain(() => acknowledgeRecord({ position, digest })).catch(
        (error: unknown) => ({
          ok: false as const,
          failure: failureFrom(error),
        }),
      )
      setFailure(answer.ok ? undefined : answer.failure)
      if (answer.ok) onDone()
      // Where it is not what was shown any more, the page shows what it is now.
      if (answer.ok || answer.failure.code === 'changed-elsewhere') router.refresh()
    })
  return { acknowledge, failure, isPending }
}
