import { useQueryClient } from '@tanstack/react-query'
import { useState, useTransition } from 'react'
import { bulkKey } from '@/lib/bulk/queries'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import type { Failure, Result } from '@/lib/failures/result'

/** Asks the server for something about a bulk change; how it stands then is read at once. */
export function useSteering(bulkId: string) {
  const client = useQueryClient()
  const [failure, setFailure] = useState<Failure>()
  const [isAsking, startTransition] = useTransition()
  const steer = (ask: () => Promise<Result<{ bulkId: string }>>, onDone?: (bulkId: string) => void) =>
    startTransition(async () => {
      const answer = await askAgain(ask).catch((error: unknown) => ({
        ok: false as const,
        failure: failureFrom(error),
      }))
      setFailure(answer.ok ? undefined : answer.failure)
      await client.invalidateQueries({ queryKey: bulkKey(bulkId) })
      if (answer.ok) onDone?.(answer.value.bulkId)
    })
  return { steer, failure, isAsking }
}
