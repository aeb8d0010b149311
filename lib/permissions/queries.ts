import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/fetch-json'
import { functionApiPath } from '@/lib/functions/queries'
import type { PolicyAnswer, PolicyIdentity } from '@/lib/permissions/policy-schema'
import { STALE } from '@/lib/stale-time'

/** The resource-based policy of one qualifier, `null` where there is none. */
export function policyQuery(identity: PolicyIdentity) {
  const { account, region, functionName, qualifier } = identity
  const path = `${functionApiPath(identity)}/policies/${encodeURIComponent(qualifier)}`
  return queryOptions({
    queryKey: ['policy', account, region, functionName, qualifier],
    queryFn: ({ signal }) => fetchJson<PolicyAnswer>(path, { signal }),
    staleTime: STALE.MINUTE,
  })
}
