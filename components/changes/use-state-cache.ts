'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { QualifierState } from '@/lib/changes/schema'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlIdentity } from '@/lib/function-urls/schema'
import { policyQuery } from '@/lib/permissions/queries'

/** What the pages have on screen of a function URL and its policy, beside what plans and executors read. */
export function useStateCache() {
  const queryClient = useQueryClient()
  return {
    /** Whether what is on screen is older than this state, in its settings or in its policy. */
    isOutdatedBy: (identity: FunctionUrlIdentity, state: QualifierState): boolean => {
      const url = queryClient.getQueryData(functionUrlQuery(identity).queryKey)
      const policy = queryClient.getQueryData(policyQuery(identity).queryKey)
      return (
        (url !== undefined && url.config?.LastModifiedTime !== state.config?.LastModifiedTime) ||
        (policy !== undefined && policy.policy?.RevisionId !== state.policy?.RevisionId)
      )
    },
    /** Puts a state on screen, unless what is there was read later still. */
    learn: (identity: FunctionUrlIdentity, { config, policy }: QualifierState, readAt: string): void => {
      queryClient.setQueryData(functionUrlQuery(identity).queryKey, (now) => laterOf(now, { config, readAt }))
      queryClient.setQueryData(policyQuery(identity).queryKey, (now) => laterOf(now, { policy, readAt }))
    },
  }
}

const laterOf = <T extends { readAt: string }>(now: T | undefined, read: T): T =>
  now && now.readAt > read.readAt ? now : read
