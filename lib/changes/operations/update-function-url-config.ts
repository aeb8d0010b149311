import type { Operation, Readback, Settled, Way } from '@/lib/changes/operations/operation'
import { type QualifiedInput, qualifiedInput } from '@/lib/changes/operations/qualified-input'
import { settingsText } from '@/lib/changes/operations/settings-text'
import type { Cors } from '@/lib/cors/value/schema'
import { isSameConfig, isSameCors, storedCors } from '@/lib/function-urls/settings'
import type { AuthType, InvokeMode } from '@/lib/identity/schema'

type Input = QualifiedInput & {
  AuthType: AuthType
  InvokeMode?: InvokeMode
  Cors?: Cors
}

/** Lambda API reference, "UpdateFunctionUrlConfig". It has no revision: see ARCHITECTURE.md, "Guards". */
export const updateFunctionUrlConfig: Operation<Input> = {
  command: 'update-function-url-config',
  action: 'lambda:UpdateFunctionUrlConfig',
  touches: 'config',
  hasRevision: false,
  needed: ({ identity, before, after }) => {
    if (!before.config || !after.config || isSameConfig(before.config, after.config)) return []
    const { AuthType, InvokeMode, Cors } = after.config
    const input = {
      ...qualifiedInput(identity),
      // Always sent: a service control policy that tests lambda:FunctionUrlAuthType must find it.
      AuthType,
      ...(InvokeMode === before.config.InvokeMode ? {} : { InvokeMode }),
      // Sent as a whole, since AWS replaces and never merges it; `{}` clears.
      ...(isSameCors(Cors, before.config.Cors) ? {} : { Cors: Cors ?? {} }),
    }
    return [{ place: isClosing({ before, after }) ? 'closes' : 'configures', input }]
  },
  stateAfter: (state, { AuthType, ...sent }) => {
    if (!state.config) return state
    const { InvokeMode = state.config.InvokeMode, Cors = state.config.Cors } = sent
    return { ...state, config: { ...state.config, AuthType, InvokeMode, Cors: storedCors(Cors) } }
  },
  settle: settleUpdate,
  subject: settingsText,
}

const isClosing = ({ before, after }: Pick<Way, 'before' | 'after'>) =>
  before.config?.AuthType === 'NONE' && after.config?.AuthType === 'AWS_IAM'

function settleUpdate({ before, after, now }: Readback): Settled {
  if (now.config === null) return 'other'
  const isTouched = now.config.LastModifiedTime !== before.config?.LastModifiedTime
  if (isTouched && isSameConfig(now.config, after.config)) return 'done'
  return !isTouched ? 'not-done' : 'other'
}
