import type { Operation } from '@/lib/changes/operations/operation'
import { type QualifiedInput, qualifiedInput } from '@/lib/changes/operations/qualified-input'

/** Lambda API reference, "DeleteFunctionUrlConfig". */
export const deleteFunctionUrlConfig: Operation<QualifiedInput> = {
  command: 'delete-function-url-config',
  action: 'lambda:DeleteFunctionUrlConfig',
  touches: 'config',
  hasRevision: false,
  needed: ({ identity, before, after }) =>
    before.config && !after.config ? [{ place: 'deletes', input: qualifiedInput(identity) }] : [],
  stateAfter: (state) => ({ ...state, config: null }),
  settle: ({ before, now }) => {
    if (now.config === null) return 'done'
    return now.config.FunctionUrl === before.config?.FunctionUrl ? 'not-done' : 'other'
  },
  subject: () => '',
  danger: () => 'Delete function URL',
}
