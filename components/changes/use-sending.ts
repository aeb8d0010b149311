'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { createParser, useQueryState } from 'nuqs'
import { useState, useTransition } from 'react'
import { asRoute } from '@/components/ui/as-route'
import { reviseRequest, sendForApproval } from '@/lib/approvals/actions'
import { REQUESTS_KEY } from '@/lib/approvals/queries'
import type { PlannedChange } from '@/lib/changes/change'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import type { Failure } from '@/lib/failures/result'
import { requestPath } from '@/lib/identity/paths'
import { CHANGE_ID } from '@/lib/requests/change-id'

interface Revised {
  requestId: string
  revision: number
}

/** The request that is being revised, as `id.revision`: it stands in the address on the way through a form. */
const parseAsRevised = createParser<Revised>({
  parse: (text) => {
    const [requestId = '', revision = ''] = text.split('.')
    return CHANGE_ID.test(requestId) && /^[1-9]\d{0,5}$/.test(revision)
      ? { requestId, revision: Number(revision) }
      : null
  },
  serialize: ({ requestId, revision }) => `${requestId}.${revision}`,
})

/** Sends a reviewed plan to somebody who may apply it, or revises what was sent; then that request is shown. */
export function useSending(onChangedElsewhere: () => void) {
  const router = useRouter()
  const client = useQueryClient()
  const [revised] = useQueryState('revises', parseAsRevised)
  // One id for each review that is open: sending it twice is one request.
  const [ownId] = useState(() => crypto.randomUUID())
  const [failure, setFailure] = useState<Failure>()
  const [isSending, start] = useTransition()
  const send = ({ request, planHash }: PlannedChange, comment: string) =>
    start(async () => {
      setFailure(undefined)
      const input = { requestId: ownId, request, planHash, comment }
      const sending = () => (revised ? reviseRequest({ ...input, ...revised }) : sendForApproval(input))
      const answer = await askAgain(sending).catch((error: unknown) => ({
        ok: false as const,
        failure: failureFrom(error),
      }))
      if (!answer.ok) return setFailure(answer.failure)
      if (answer.value.status === 'changed-elsewhere') return onChangedElsewhere()
      await client.invalidateQueries({ queryKey: REQUESTS_KEY })
      router.push(asRoute(requestPath(answer.value.requestId)))
    })
  return { send, isSending, failure, isRevision: revised !== null }
}
