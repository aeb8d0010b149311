import 'server-only'
import { createHash } from 'node:crypto'
import type { Change } from '@/lib/changes/change'
import type { Call } from '@/lib/changes/operations/table'
import { comparableRequest, inOneOrder, withComparableCors } from '@/lib/changes/plan/request-kinds'
import { statementsOf } from '@/lib/changes/plan/state-difference'
import { comparableCors } from '@/lib/function-urls/settings'
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

function comparableCall(call: Call): unknown {
  if (call.operation === 'PutResourcePolicy') {
    const { Policy, ...input } = call.input
    return { ...call, input: { ...input, Policy: { ...Policy, Statement: inOneOrder(Policy.Statement) } } }
  }
  return 'Cors' in call.input ? { ...call, input: withComparableCors(call.input) } : call
}
