'use client'

import { useQueryClient } from '@tanstack/react-query'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { policyQuery } from '@/lib/permissions/queries'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** What the pages have on screen of a function URL and its policy, beside what plans and executors read. */
export function useStateCache() {
  const queryClient = useQueryClient()
  return {
    /** Has what is on screen read again. */
    forget: (identity: FunctionUrlIdentity): void => {
      for (const { queryKey } of [functionUrlQuery(identity), policyQuery(identity)])
        void queryClient.invalidateQueries({ queryKey })
    },
    /** Whether what is on screen is older than this state, in its settings or in its policy. */
    isOutdatedBy: (identity: FunctionUrlIdentity, state: QualifierState): boolean => {
      const url = queryClient.getQueryData(functionUrlQuery(identity).queryKey)
      const policy = queryClient.getQueryData(policyQuery(identity).queryKey)
      return (
        (url !== undefined && url.config?.LastModifiedTime !== state.config?.LastModifiedTime) ||
        (policy !== undefined && policy.policy?.RevisionId !== state.policy?.RevisionId)
      )
    },
    /**
     * Puts a state on screen in the place of an older one. What is not there yet is left to be read, since this
     * state may be the end of a change of long ago.
     */
    learn: (identity: FunctionUrlIdentity, { config, policy }: QualifierState, readAt: string): void => {
      const updatedAt = { updatedAt: Date.parse(readAt) }
      const url = functionUrlQuery(identity).queryKey
      queryClient.setQueryData(url, (now) => laterOf(now, { config, readAt }), updatedAt)
      const statements = policyQuery(identity).queryKey
      queryClient.setQueryData(statements, (now) => laterOf(now, { policy, readAt }), updatedAt)
    },
  }
}

const laterOf = <T extends { readAt: string }>(now: T | undefined, read: T): T | undefined =>
  now && now.readAt < read.readAt ? read : now
