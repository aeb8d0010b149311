import type { Change } from '@/lib/changes/change'
import { callsBetween } from '@/lib/changes/plan/calls-between'
import { policyWith, statementsOf } from '@/lib/changes/plan/state-difference'
import { statementsLeft } from '@/lib/changes/plan/statements-left'
import { undoOf } from '@/lib/changes/plan/undo-of'
import { warningsOf } from '@/lib/changes/plan/warnings-of'
import { fail, NOTHING_TO_DO } from '@/lib/failures/result'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { isSameCors, storedCors } from '@/lib/function-urls/settings'
import { functionUrlName } from '@/lib/identity/names'
import { statementsToAdd } from '@/lib/permissions/grant'
import type { Statement } from '@/lib/permissions/schema'
import { isPublicUrlGrant } from '@/lib/permissions/statement'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { listed } from '@/lib/text/listed'

type UpdateRequest = Extract<ChangeRequest, { kind: 'update' }>

/** Change settings in place; the address stays. With `statements: 'follow'` the policy follows a new auth type. */
export function planUpdate(request: UpdateRequest, before: QualifierState): Change {
  const { identity } = request
  if (!before.config) fail('not-found', `${functionUrlName(identity)} has no function URL.`)
  const config: FunctionUrlConfig = {
    ...before.config,
    AuthType: request.AuthType ?? before.config.AuthType,
    InvokeMode: request.InvokeMode ?? before.config.InvokeMode,
    Cors: request.Cors === undefined ? before.config.Cors : storedCors(request.Cors),
  }
  const after: QualifierState = {
    config,
    policy: policyWith(statementsAfter(request, before, config), before),
  }
  const calls = callsBetween(identity, before, after)
  if (calls.length === 0)
    fail('invalid-input', 'Nothing would change: these are the settings it has already.', NOTHING_TO_DO)
  return {
    request,
    title: `Change ${changedParts(before.config, config)} of ${functionUrlName(identity)}`,
    before,
    after,
    calls,
    warnings: warningsOf(before, after),
    confirmation: null,
    undo: undoOf(identity, before, after),
  }
}

function statementsAfter(
  request: UpdateRequest,
  before: QualifierState,
  config: FunctionUrlConfig,
): Statement[] {
  const existing = statementsOf(before)
  const hasNewAuthType = config.AuthType !== before.config?.AuthType
  if (request.statements === 'keep' || !hasNewAuthType) return existing
  if (config.AuthType === 'NONE')
    return [...existing, ...statementsToAdd([{ type: 'everyone' }], existing, request.identity)]
  return statementsLeft(before, (statement) => !isPublicUrlGrant(statement))
}

function changedParts(before: FunctionUrlConfig, after: FunctionUrlConfig): string {
  const parts = [
    before.AuthType === after.AuthType ? [] : ['the auth type'],
    before.InvokeMode === after.InvokeMode ? [] : ['the invoke mode'],
    isSameCors(before.Cors, after.Cors) ? [] : ['CORS'],
  ].flat()
  return parts.length > 0 ? listed(parts) : 'the statements'
}
