'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormerConcurrency } from '@/components/concurrency/use-former-concurrency'
import type { AccessFacts } from '@/lib/access/access-facts'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { failed, ok, type Result } from '@/lib/failures/result'
import { functionUrlQuery, invocationFactsQuery } from '@/lib/function-urls/queries'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { policyQuery } from '@/lib/permissions/queries'

interface QueryState<T> {
  data?: T
  error: Error | null
}

/** A reading as a value or a failure; `undefined` while it is under way. An old value is no value once reading fails. */
function resultOf<T, Part>(
  { data, error }: QueryState<T>,
  pick: (data: T) => Part,
): Result<Part> | undefined {
  if (error) return failed(failureFrom(error))
  return data === undefined ? undefined : ok(pick(data))
}

/** What decides who may call a function URL, as far as it has been read; `undefined` until all of it is answered. */
export function useAccessFacts(identity: FunctionUrlIdentity): AccessFacts | undefined {
  const url = useQuery(functionUrlQuery(identity))
  const policy = resultOf(useQuery(policyQuery(identity)), (answer) => answer.policy?.statements ?? [])
  const invocation = resultOf(useQuery(invocationFactsQuery(identity)), (answer) => answer)
  const isStopped =
    invocation?.ok === true &&
    invocation.value.reservedConcurrency.ok &&
    invocation.value.reservedConcurrency.value === 0
  const formerConcurrency = useFormerConcurrency(identity, isStopped)
  if (!url.data || !policy || !invocation) return undefined
  return {
    identity,
    authType: url.data.config?.AuthType ?? null,
    invokeMode: url.data.config?.InvokeMode,
    policy,
    alias: invocation.ok ? invocation.value.alias : invocation,
    formerConcurrency,
    reservedConcurrency: invocation.ok ? invocation.value.reservedConcurrency : invocation,
  }
}

/** The same with the function's own policy and URL, which a URL on an alias is often confused with. */
export function useAccessFactsWithFunction(identity: FunctionUrlIdentity): AccessFacts | undefined {
  const facts = useAccessFacts(identity)
  const ofItself = { ...identity, qualifier: LATEST }
  const enabled = identity.qualifier !== LATEST
  const policy = useQuery({ ...policyQuery(ofItself), enabled })
  const url = useQuery({ ...functionUrlQuery(ofItself), enabled })
  if (!facts || !enabled) return facts
  if (policy.isPending || url.isPending) return undefined
  if (!policy.data || !url.data) return facts
  const statements = policy.data.policy?.statements ?? []
  return { ...facts, ofFunction: { statements, hasUrl: url.data.config !== null } }
}
