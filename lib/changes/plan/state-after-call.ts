import { policyWith, statementsOf } from '@/lib/changes/plan/state-difference'
import { isCorsOff } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { statementOf } from '@/lib/permissions/statement'
import type { Call } from '@/lib/requests/call'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/**
 * The state that one call leads to, as the service does it. What only AWS can give (address, times, revision)
 * stays as it was, or empty where nothing was.
 */
export function stateAfterCall(
  identity: FunctionUrlIdentity,
  state: QualifierState,
  call: Call,
): QualifierState {
  const statements = statementsOf(state)
  switch (call.operation) {
    case 'CreateFunctionUrlConfig': {
      const { AuthType, InvokeMode, Cors } = call.input
      const given = {
        FunctionUrl: '',
        FunctionArn: functionArn(identity),
        CreationTime: '',
        LastModifiedTime: '',
      }
      return { ...state, config: { ...given, AuthType, InvokeMode, Cors: stored(Cors) } }
    }
    case 'UpdateFunctionUrlConfig': {
      if (!state.config) return state
      const { AuthType, InvokeMode = state.config.InvokeMode, Cors = state.config.Cors } = call.input
      return { ...state, config: { ...state.config, AuthType, InvokeMode, Cors: stored(Cors) } }
    }
    case 'DeleteFunctionUrlConfig':
      return { ...state, config: null }
    case 'AddPermission':
      return {
        ...state,
        policy: policyWith([...statements, statementOf(call.input, functionArn(identity))], state),
      }
    case 'RemovePermission': {
      const left = statements.filter((statement) => statement.Sid !== call.input.StatementId)
      return { ...state, policy: policyWith(left, state) }
    }
  }
}

/** As AWS stores it: `{}` is none, header names in lower case, other members as sent. */
export function stored(Cors: Cors | undefined): Cors | undefined {
  if (Cors === undefined || isCorsOff(Cors)) return undefined
  const { AllowHeaders, ExposeHeaders, ...rest } = Cors
  const lower = (names: string[]) => names.map((name) => name.toLowerCase())
  return {
    ...rest,
    ...(AllowHeaders ? { AllowHeaders: lower(AllowHeaders) } : {}),
    ...(ExposeHeaders ? { ExposeHeaders: lower(ExposeHeaders) } : {}),
  }
}
