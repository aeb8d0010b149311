'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { VERDICT_TITLES, VERDICT_TONES } from '@/components/changes/change-outcome'
import { useStateCache } from '@/components/changes/use-state-cache'
import { useToast } from '@/components/ui/toast'
import type { ChangeProgress } from '@/lib/changes/change'
import { functionUrlsOfQuery, siblingUrlsQuery } from '@/lib/function-urls/queries'
import { INVENTORY_KEY } from '@/lib/inventory/queries'

/**
 * What the end of a change does to what is on screen: the state that the executor read back takes the place of
 * what was cached, unless that was read later still; what comes from the index is asked again. Lists of functions are left alone, since reading them anew
 * would read every loaded page again. A change that ends out of sight is told in a message.
 */
export function useEndedChange(change: ChangeProgress | undefined, isInSight: boolean) {
  const queryClient = useQueryClient()
  const cache = useStateCache()
  const toast = useToast()
  const isEnded = change?.endedAt !== undefined
  // The cache is another system: it is told once, when the change ends.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change ends once, whatever is read of it afterwards
  useEffect(() => {
    if (!change?.endedAt) return
    const { identity } = change.request
    if (!isInSight) toast.show(messageOf(change))
    void queryClient.invalidateQueries({ queryKey: ['changes'] })
    void queryClient.invalidateQueries({ queryKey: functionUrlsOfQuery(identity).queryKey })
    void queryClient.invalidateQueries({ queryKey: siblingUrlsQuery(identity).queryKey })
    void queryClient.invalidateQueries({ queryKey: INVENTORY_KEY })
    if (change.after.concurrency !== undefined) cache.forgetConcurrency(identity)
    if (change.outcome?.state) cache.learn(identity, change.outcome.state, change.endedAt)
  }, [change?.changeId, isEnded])
}

function messageOf({ title, outcome }: ChangeProgress) {
  const verdict = outcome?.verdict ?? 'unknown'
  return {
    tone: VERDICT_TONES[verdict],
    title: `${VERDICT_TITLES[verdict]}: ${title}`,
    description: outcome?.message,
  }
}
