import type { Change } from '@/lib/changes/change'
import { callsBetween } from '@/lib/changes/plan/calls-between'
import { policyWith, statementsOf } from '@/lib/changes/plan/state-difference'
import { warningsOf } from '@/lib/changes/plan/warnings-of'
import { fail } from '@/lib/failures/result'
import { storedCors } from '@/lib/function-urls/settings'
import { functionArn } from '@/lib/identity/arn'
import { functionUrlName } from '@/lib/identity/names'
import { statementIdIssues, statementsToAdd } from '@/lib/permissions/grant'
import type { ChangeRequest } from '@/lib/requests/change-request'
import type { QualifierState } from '@/lib/requests/qualifier-state'

type CreateRequest = Extract<ChangeRequest, { kind: 'create' }>

/** Create the URL, then the grants: for NONE the two statements that make it reachable. */
export function planCreate(request: CreateRequest, before: QualifierState): Change {
  const { identity, AuthType, InvokeMode, Cors, grants } = request
  if (before.config)
    fail('already-exists', `${functionUrlName(identity)} has a function URL already.`, {
      issues: [{ path: 'identity.qualifier', message: 'This qualifier has a function URL already.' }],
    })
  const wanted = AuthType === 'NONE' ? [...grants, { type: 'everyone' as const }] : grants
  const existing = statementsOf(before)
  const issues = statementIdIssues(grants, existing)
  if (issues.length > 0) fail('already-exists', 'A statement with this id exists already.', { issues })
  const after: QualifierState = {
    config: {
      FunctionUrl: '',
      FunctionArn: functionArn(identity),
      AuthType,
      InvokeMode,
      Cors: storedCors(Cors),
      CreationTime: '',
      LastModifiedTime: '',
    },
    policy: policyWith([...existing, ...statementsToAdd(wanted, existing, identity)], before),
  }
  return {
    request,
    title: `Create the function URL of ${functionUrlName(identity)}`,
    before,
    after,
    calls: callsBetween(identity, before, after),
    warnings: warningsOf(before, after),
    confirmation: null,
    undo: { possible: true },
  }
}
