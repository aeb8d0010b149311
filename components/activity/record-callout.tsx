'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { failureFrom } from '@/lib/doorways/fetch-json'
import type { Failure } from '@/lib/failures/result'
import { acknowledgeRecord } from '@/lib/record/actions'
import type { RecordState } from '@/lib/record/read'

/** Where the record is not what the console wrote: new changes wait until somebody says that they have seen it. */
export function RecordCallout({ breach }: { breach: NonNullable<RecordState['breach']> }) {
  const router = useRouter()
  const [failure, setFailure] = useState<Failure>()
  const [isPending, startTransition] = useTransition()
  const { position, digest } = breach
  const acknowledge = () =>
    startTransition(async () => {
      const answer = await acknowledgeRecord({ position, digest }).catch((error: unknown) => ({
        ok: false as const,
        failure: failureFrom(error),
      }))
      if (answer.ok) router.refresh()
      setFailure(answer.ok ? undefined : answer.failure)
    })
  return (
    <div className="mb-4 flex flex-col gap-2">
      <Callout
        tone="bad"
        title={`The record was changed outside this console, from event ${position} on`}
        actions={
          <Button pending={isPending} onClick={acknowledge}>
            Acknowledge
          </Button>
        }
      >
        <p>{breach.reason}</p>
        <p>
          What stands here may not be what happened. Keep a copy of the database file before anything else.
          New changes wait until this is acknowledged; who did so is recorded, with the position and a hash of
          what was found.
        </p>
      </Callout>
      {failure && <FailureCallout failure={failure} />}
    </div>
  )
}
