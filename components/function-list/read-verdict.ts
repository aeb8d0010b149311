import { queryOptions } from '@tanstack/react-query'
import { BatchReader } from '@/components/function-list/batch-reader'
import { accessVerdict } from '@/lib/access/access-verdict'
import type { VerdictKind } from '@/lib/access/verdict'
import { failureFrom, fetchJson } from '@/lib/doorways/fetch-json'
import { STALE } from '@/lib/doorways/stale-time'
import { failed, ok, type Result } from '@/lib/failures/result'
import type { InvocationFacts } from '@/lib/functions/schema'
import { functionUrlApiPath, policyApiPath } from '@/lib/identity/api-paths'
import type { AuthType, FunctionUrlIdentity } from '@/lib/identity/schema'
import type { PolicyAnswer } from '@/lib/permissions/policy-schema'

/** One after the other: each takes two of the browser's six connections to the console. */
const MAX_IN_FLIGHT = 1
/** Milliseconds; rows that are scrolled past faster than this are never asked for. */
const GATHER_FOR = 250

let reader: BatchReader<Judged, VerdictKind> | undefined

function tabReader(): BatchReader<Judged, VerdictKind> {
  reader ??= new BatchReader({
    readBatch: (identities) => Promise.all(identities.map(async (judged) => ok(await verdictOf(judged)))),
    maxItems: 1,
    maxInFlight: MAX_IN_FLIGHT,
    gatherFor: GATHER_FOR,
  })
  return reader
}

interface Judged extends FunctionUrlIdentity {
  authType: AuthType
}

/** Who can call a URL, read behind everybody else. A part that cannot be read makes it unknown. */
export function listVerdictQuery(
  { account, region, functionName, qualifier }: FunctionUrlIdentity,
  authType: AuthType,
) {
  const judged = { account, region, functionName, qualifier, authType }
  return queryOptions({
    // Below the key of the policy: what makes that stale makes this stale.
    queryKey: ['policy', account, region, functionName, qualifier, 'verdict', authType],
    queryFn: ({ signal }) => tabReader().load(judged, signal),
    staleTime: STALE.FIVE_MINUTES,
    gcTime: 6 * STALE.FIVE_MINUTES,
    retry: false,
  })
}

async function verdictOf({ authType, ...identity }: Judged): Promise<VerdictKind> {
  const [policy, invocation] = await Promise.all([
    read<PolicyAnswer>(policyApiPath(identity)),
    read<InvocationFacts>(functionUrlApiPath(identity, 'invocation-facts')),
  ])
  const { kind } = accessVerdict({
    identity,
    authType,
    policy: policy.ok ? ok(policy.value.policy?.statements ?? []) : policy,
    alias: invocation.ok ? invocation.value.alias : invocation,
    reservedConcurrency: invocation.ok ? invocation.value.reservedConcurrency : invocation,
  })
  return kind
}

async function read<T>(path: string): Promise<Result<T>> {
  try {
    return ok(await fetchJson<T>(path, { priority: 'background' }))
  } catch (error) {
    return failed(failureFrom(error))
  }
}
