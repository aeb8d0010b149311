import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { asRoute } from '@/components/ui/as-route'
import { approveRequest } from '@/lib/approvals/actions'
import { REQUESTS_KEY } from '@/lib/approvals/queries'
import type { RequestProgress } from '@/lib/approvals/schema'
import type { PlannedChange } from '@/lib/changes/change'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import type { Failure, Result } from '@/lib/failures/result'
import { changePath } from '@/lib/identity/paths'

/** What is done to one request; how it stands then is read at once. */
export function useDeciding({ requestId, revision, seen }: RequestProgress) {
  const client = useQueryClient()
  const router = useRouter()
  const [failure, setFailure] = useState<Failure>()
  const [isOutdated, setOutdated] = useState(false)
  // One id for each page: approving twice is one change.
  const [changeId, setChangeId] = useState(() => crypto.randomUUID())
  const [isAsking, start] = useTransition()
  const ask = <Value>(step: () => Promise<Result<Value>>, onDone?: (value: Value) => void) =>
    start(async () => {
      const answer = await askAgain(step).catch((error: unknown) => ({
        ok: false as const,
        failure: failureFrom(error),
      }))
      setFailure(answer.ok ? undefined : answer.failure)
      await client.invalidateQueries({ queryKey: REQUESTS_KEY })
      if (answer.ok) onDone?.(answer.value)
    })
  const approve = ({ planHash }: PlannedChange, confirmation: string | undefined) => {
    const { identity } = seen.request
    const input = { requestId, identity, revision, changeId, planHash, confirmation }
    ask(
      () => approveRequest(input),
      ({ status }) => {
        setOutdated(status === 'changed-elsewhere')
        if (status === 'started') router.push(asRoute(changePath(changeId)))
        else setChangeId(crypto.randomUUID())
      },
    )
  }
  return { ask, approve, failure, isAsking, isOutdated }
}
