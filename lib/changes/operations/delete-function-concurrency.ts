import type { Operation } from '@/lib/changes/operations/operation'
import { settleConcurrency } from '@/lib/changes/operations/settle-concurrency'

/** Lambda API reference, "DeleteFunctionConcurrency": the function shares the account's concurrency again. */
export const deleteFunctionConcurrency: Operation<{ FunctionName: string }> = {
  command: 'delete-function-concurrency',
  action: 'lambda:DeleteFunctionConcurrency',
  touches: 'concurrency',
  hasRevision: false,
  needed: ({ identity: { functionName }, before, after }) =>
    typeof before.concurrency === 'number' && after.concurrency === null
      ? [{ place: 'lets-calls-in', input: { FunctionName: functionName } }]
      : [],
  stateAfter: (state) => ({ ...state, concurrency: null }),
  settle: settleConcurrency,
  subject: () => 'no reservation',
}
