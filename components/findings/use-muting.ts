'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTransition } from 'react'
import { useToast } from '@/components/ui/toast'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import type { FindingRow } from '@/lib/findings/row'
import { unmuteFinding } from '@/lib/inventory/actions'
import { INVENTORY_KEY } from '@/lib/inventory/queries'

/** Which finding, as the verbs take it. */
export const findingOf = ({ account, region, functionName, qualifier, rule }: FindingRow) => ({
  account,
  region,
  functionName,
  qualifier,
  rule,
})

/** Lets a finding count again. */
export function useUnmute(row: FindingRow) {
  const client = useQueryClient()
  const toasts = useToast()
  const [isPending, start] = useTransition()
  const unmute = () =>
    start(async () => {
      const answer = await askAgain(() => unmuteFinding(findingOf(row))).catch((error: unknown) => ({
        ok: false as const,
        failure: failureFrom(error),
      }))
      if (!answer.ok) toasts.show({ tone: 'bad', title: answer.failure.message })
      await client.invalidateQueries({ queryKey: INVENTORY_KEY })
    })
  return { unmute, isPending }
}
