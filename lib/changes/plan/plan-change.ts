import type { Change } from '@/lib/changes/change'
import type { ConcurrencyEvidence } from '@/lib/changes/plan/concurrency-warnings'
import { planConcurrency } from '@/lib/changes/plan/plan-concurrency'
import { type Continuation, planContinuation } from '@/lib/changes/plan/plan-continuation'
import { planCreate } from '@/lib/changes/plan/plan-create'
import { planDelete } from '@/lib/changes/plan/plan-delete'
import { planGrant, planRevoke } from '@/lib/changes/plan/plan-permissions'
import { planPutPolicy } from '@/lib/changes/plan/plan-policy'
import { planUpdate } from '@/lib/changes/plan/plan-update'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/**
 * What a request comes to on the state just read: calls in order, before and after, warnings, confirmation.
 * Pure: the same request on the same state is the same change. `continuation` is the half-done change that
 * `finish` and `undo` name; `evidence` is what hangs on a function whose concurrency changes.
 * @throws FailureError `already-exists`, `not-found`, `changed-elsewhere`, `invalid-input` where it cannot be planned.
 */
export function planChange(
  request: ChangeRequest,
  state: QualifierState,
  continuation?: Continuation,
  evidence?: ConcurrencyEvidence,
): Change {
  switch (request.kind) {
    case 'create':
      return planCreate(request, state)
    case 'update':
      return planUpdate(request, state)
    case 'delete':
      return planDelete(request, state)
    case 'grant':
      return planGrant(request, state)
    case 'revoke':
      return planRevoke(request, state)
    case 'put-policy':
      return planPutPolicy(request, state)
    case 'stop-calls':
    case 'let-calls-in':
      return planConcurrency(request, state, evidence)
    case 'finish':
    case 'undo':
      return planContinuation(request, state, continuation, evidence)
  }
}
