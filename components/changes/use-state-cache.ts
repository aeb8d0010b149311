'use client'

import { useQueryClient } from '@tanstack/react-query'
import { reservationQuery } from '@/lib/changes/queries'
import { functionUrlQuery, invocationFactsKey, invocationFactsQuery } from '@/lib/function-urls/queries'
import { functionQuery } from '@/lib/functions/queries'
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
    /** The settings that the person has on screen. */
    shownConfig: (identity: FunctionUrlIdentity) =>
      queryClient.getQueryData(functionUrlQuery(identity).queryKey)?.config,
    /** Has the reserved concurrency read again wherever it is on screen: it is the same for every qualifier. */
    forgetConcurrency: (identity: FunctionUrlIdentity): void => {
      for (const queryKey of [
        invocationFactsKey(identity),
        functionQuery(identity).queryKey,
        reservationQuery(identity).queryKey,
      ])
        void queryClient.invalidateQueries({ queryKey })
    },
    /** Whether what is on screen is older than this state, in its settings, its policy or what the plan is about instead. */
    isOutdatedBy: (identity: FunctionUrlIdentity, state: QualifierState): boolean => {
      if (state.concurrency !== undefined) {
        const facts = queryClient.getQueryData(invocationFactsQuery(identity).queryKey)
        const shown = facts?.reservedConcurrency
        return shown?.ok === true && shown.value !== state.concurrency
      }
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
      queryClient.setQueryData(url, (now) => newerReading(now, { config, readAt }), updatedAt)
      const statements = policyQuery(identity).queryKey
      queryClient.setQueryData(statements, (now) => newerReading(now, { policy, readAt }), updatedAt)
    },
  }
}

const newerReading = <T extends { readAt: string }>(now: T | undefined, read: T): T | undefined =>
  now && now.readAt < read.readAt ? read : now
