import type { Operation } from '@/lib/changes/operations/operation'
import { type QualifiedInput, qualifiedInput } from '@/lib/changes/operations/qualified-input'
import { settingsText } from '@/lib/changes/operations/settings-text'
import type { Cors } from '@/lib/cors/value/schema'
import { isSameConfig, storedCors } from '@/lib/function-urls/settings'
import { functionArn } from '@/lib/identity/arn'
import type { AuthType, InvokeMode } from '@/lib/identity/schema'

type Input = QualifiedInput & {
  AuthType: AuthType
  InvokeMode: InvokeMode
  Cors?: Cors
}

/** Lambda API reference, "CreateFunctionUrlConfig". */
export const createFunctionUrlConfig: Operation<Input> = {
  command: 'create-function-url-config',
  action: 'lambda:CreateFunctionUrlConfig',
  touches: 'config',
  hasRevision: false,
  needed: ({ identity, before, after: { config } }) => {
    if (before.config || !config) return []
    const { AuthType, InvokeMode, Cors } = config
    const input = { ...qualifiedInput(identity), AuthType, InvokeMode, ...(Cors ? { Cors } : {}) }
    return [{ place: 'configures', input }]
  },
  stateAfter: (state, { AuthType, InvokeMode, Cors }, identity) => {
    const given = {
      FunctionUrl: '',
      FunctionArn: functionArn(identity),
      CreationTime: '',
      LastModifiedTime: '',
    }
    return { ...state, config: { ...given, AuthType, InvokeMode, Cors: storedCors(Cors) } }
  },
  settle: ({ after, now }) => {
    if (now.config === null) return 'not-done'
    return isSameConfig(now.config, after.config) ? 'done' : 'other'
  },
  subject: settingsText,
}
