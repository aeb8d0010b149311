import type { Change } from '@/lib/changes/change'
import type { ConcurrencyEvidence } from '@/lib/changes/plan/concurrency-warnings'
import type { Continuation } from '@/lib/changes/plan/plan-continuation'
import { planOf } from '@/lib/changes/plan/request-kinds'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/**
 * What a request comes to on the state just read: calls in order, before and after, warnings, confirmation.
 * Pure: the same request on the same state is the same change. `continuation` is the half-done change that
 * `finish` and `undo` name; `evidence` is what hangs on a function whose concurrency changes.
 * @throws FailureError `already-exists`, `not-found`, `changed-elsewhere`, `invalid-input` where it cannot be planned.
 */
export const planChange = (
  request: ChangeRequest,
  state: QualifierState,
  continuation?: Continuation,
  evidence?: ConcurrencyEvidence,
): Change => planOf(request, state, { continuation, evidence })
