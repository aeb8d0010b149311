'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useToast } from '@/components/ui/toast'
import type { ChangeProgress } from '@/lib/changes/schema'
import { functionUrlQuery, functionUrlsOfQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlIdentity } from '@/lib/function-urls/schema'
import { policyQuery } from '@/lib/permissions/queries'

/**
 * What an applied change does to what is on screen: the state that the executor read back takes the place of
 * what was cached. Infinite lists are not invalidated, since that would read every loaded page again.
 */
export function useAppliedChange(identity: FunctionUrlIdentity) {
  const queryClient = useQueryClient()
  const toast = useToast()
  return (change: ChangeProgress) => {
    const { outcome, endedAt: readAt } = change
    toast.show({ tone: 'ok', title: change.title, description: outcome?.message })
    void queryClient.invalidateQueries({ queryKey: ['changes'] })
    void queryClient.invalidateQueries({ queryKey: functionUrlsOfQuery(identity).queryKey })
    if (!outcome?.state || !readAt) return
    queryClient.setQueryData(functionUrlQuery(identity).queryKey, { config: outcome.state.config, readAt })
    queryClient.setQueryData(policyQuery(identity).queryKey, { policy: outcome.state.policy, readAt })
  }
}
