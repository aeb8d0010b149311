import type { Result } from '@/lib/failures/result'
import type { AliasState } from '@/lib/functions/schema'
import type { AuthType, FunctionUrlIdentity, InvokeMode } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'

export const INVOKE_URL = 'lambda:InvokeFunctionUrl'
export const INVOKE = 'lambda:InvokeFunction'
/** The two permissions that a call of a function URL takes, in the order of the request's way. */
export const BOTH_ACTIONS = [INVOKE_URL, INVOKE] as const
export type InvokeAction = (typeof BOTH_ACTIONS)[number]

/** Everything that can be seen from here of who may call a function URL; a part that could not be read says why. */
export interface AccessFacts {
  identity: FunctionUrlIdentity
  /** `null`: the qualifier has no function URL. */
  authType: AuthType | null
  /** Left out where it does not matter or has not been read. */
  invokeMode?: InvokeMode
  /** The statements of this qualifier's policy, none where there is no policy. */
  policy: Result<Statement[]>
  alias: Result<AliasState>
  /** `null`: not reserved. */
  reservedConcurrency: Result<number | null>
  /** What was reserved before 0 was, where the record of changes tells; `null`: nothing. */
  formerConcurrency?: number | null
  /** Of the function itself, where the URL hangs on an alias and this has been read too. */
  ofFunction?: { statements: Statement[]; hasUrl: boolean }
}

/** What the verdict is worked out from once the policy has been read. */
export interface PolicyView {
  identity: FunctionUrlIdentity
  authType: AuthType
  statements: readonly Statement[]
}
