import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { STALE } from '@/lib/doorways/stale-time'
import { policyApiPath } from '@/lib/identity/api-paths'
import type { PolicyAnswer, PolicyIdentity } from '@/lib/permissions/policy-schema'

/** The resource-based policy of one qualifier, `null` where there is none. */
export function policyQuery(identity: PolicyIdentity) {
  const { account, region, functionName, qualifier } = identity
  return queryOptions({
    queryKey: ['policy', account, region, functionName, qualifier],
    queryFn: ({ signal }) => fetchJson<PolicyAnswer>(policyApiPath(identity), { signal }),
    staleTime: STALE.MINUTE,
  })
}
