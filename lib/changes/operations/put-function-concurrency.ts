import type { Operation } from '@/lib/changes/operations/operation'
import { settleConcurrency } from '@/lib/changes/operations/settle-concurrency'

/** The concurrency belongs to the function as a whole: there is no Qualifier. */
type Input = {
  FunctionName: string
  ReservedConcurrentExecutions: number
}

/**
 * Lambda API reference, "PutFunctionConcurrency". 0 throttles every call of the function, whatever calls it. AWS
 * refuses what would leave the account's pool too small, and takes no revision.
 */
export const putFunctionConcurrency: Operation<Input> = {
  command: 'put-function-concurrency',
  action: 'lambda:PutFunctionConcurrency',
  touches: 'concurrency',
  hasRevision: false,
  needed: ({ identity: { functionName }, before, after: { concurrency } }) => {
    if (typeof concurrency !== 'number' || concurrency === before.concurrency) return []
    const input = { FunctionName: functionName, ReservedConcurrentExecutions: concurrency }
    return [{ place: concurrency === 0 ? 'stops-calls' : 'lets-calls-in', input }]
  },
  stateAfter: (state, { ReservedConcurrentExecutions }) => ({
    ...state,
    concurrency: ReservedConcurrentExecutions,
  }),
  settle: settleConcurrency,
  subject: ({ ReservedConcurrentExecutions: reserved }) =>
    reserved === 0 ? '0 reserved: every call gets 429' : `${reserved} reserved`,
  danger: ({ ReservedConcurrentExecutions }) =>
    ReservedConcurrentExecutions === 0 ? 'Stop all calls' : undefined,
}
