import 'server-only'
import { createHash } from 'node:crypto'
import type { Change } from '@/lib/changes/change'
import type { Call } from '@/lib/changes/operations/table'
import { statementsOf } from '@/lib/changes/plan/state-difference'
import type { Cors } from '@/lib/cors/value/schema'
import { comparableCors } from '@/lib/function-urls/settings'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { canonicalJson } from '@/lib/text/canonical-json'

/**
 * SHA-256 (hex) of what was reviewed: the request, the calls with their parameters, and URL config and policy
 * with their versions as they were read (both, since what a grant opens hangs on the auth type beside it); for a plan
 * about the function's concurrency that alone, so that nobody's edit of a URL or policy holds up an emergency stop.
 * Reading times, warnings, titles and the order of unordered lists are not part of it.
 */
export function planHash({ request, calls, before }: Change): string {
  const reviewed = {
    request: comparableRequest(request),
    calls: calls.map(comparableCall),
    read: readOf(before),
  }
  return createHash('sha256').update(canonicalJson(reviewed)).digest('hex')
}

function readOf(before: QualifierState): unknown {
  const { config, policy, concurrency } = before
  if (concurrency !== undefined) return { concurrency }
  return {
    config: config && { ...config, Cors: comparableCors(config.Cors) },
    policy: policy && { ...policy, statements: inOneOrder(statementsOf(before)) },
  }
}

const inOneOrder = (values: readonly unknown[]) => values.map(canonicalJson).sort()

function comparableRequest(request: ChangeRequest): unknown {
  switch (request.kind) {
    case 'create':
      return { ...withComparableCors(request), grants: inOneOrder(request.grants) }
    case 'update':
      return withComparableCors(request)
    case 'grant':
      return { ...request, grants: inOneOrder(request.grants) }
    case 'revoke':
      return {
        ...request,
        statementIds: inOneOrder(request.statementIds),
        statements: inOneOrder(request.statements ?? []),
      }
    case 'put-policy':
      return { ...request, from: inOneOrder(request.from), to: inOneOrder(request.to) }
    default:
      return request
  }
}

function comparableCall(call: Call): unknown {
  if (call.operation === 'PutResourcePolicy') {
    const { Policy, ...input } = call.input
    return { ...call, input: { ...input, Policy: { ...Policy, Statement: inOneOrder(Policy.Statement) } } }
  }
  return 'Cors' in call.input ? { ...call, input: withComparableCors(call.input) } : call
}

/** `{}` stays: it clears, and leaving Cors out does not. */
function withComparableCors<T extends { Cors?: Cors }>(value: T): T {
  return value.Cors === undefined ? value : { ...value, Cors: comparableCors(value.Cors) ?? {} }
}
