import { type Call, type CallOperation, OPERATIONS } from '@/lib/changes/operations/table'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** The state that one call leads to, as the service does it. */
export function stateAfterCall<Name extends CallOperation>(
  identity: FunctionUrlIdentity,
  state: QualifierState,
  { operation, input }: Call<Name>,
): QualifierState {
  return OPERATIONS[operation].stateAfter(state, input, identity)
}
