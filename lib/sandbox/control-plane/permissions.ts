import { addStatements } from '@/lib/sandbox/build'
import { functionTarget } from '@/lib/sandbox/control-plane/function-target'
import type { LambdaInputs, LambdaOperation } from '@/lib/sandbox/control-plane/lambda-call'
import { checkPolicy, policyDocument } from '@/lib/sandbox/control-plane/policy-document'
import { checkRevision, latestRevision, placeOf } from '@/lib/sandbox/control-plane/policy-place'
import {
  invalidPrincipal,
  PRINCIPAL_ARN,
  SERVICE_PRINCIPAL,
} from '@/lib/sandbox/control-plane/policy-principal'
import {
  invalidParameterValue,
  requestedResourceNotFound,
  resourceConflict,
  resourceNotFound,
} from '@/lib/sandbox/service-error'
import type { WireStatement } from '@/lib/sandbox/state'

type Grant = LambdaInputs['AddPermission']

function wirePrincipal(principal: string): unknown {
  if (principal === '*') return '*'
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` }
  if (PRINCIPAL_ARN.test(principal)) return { AWS: principal }
  if (SERVICE_PRINCIPAL.test(principal)) return { Service: principal }
  throw invalidPrincipal()
}

function withoutUndefined(entries: Record<string, string | undefined>): Record<string, string> | undefined {
  const given = Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length === 0 ? undefined : Object.fromEntries(given)
}

function wireConditions(grant: Grant): WireStatement['Condition'] {
  const StringEquals = withoutUndefined({
    'AWS:SourceAccount': grant.SourceAccount,
    'lambda:EventSourceToken': grant.EventSourceToken,
    'lambda:FunctionUrlAuthType': grant.FunctionUrlAuthType,
    'aws:PrincipalOrgID': grant.PrincipalOrgID,
  })
  const ArnLike = withoutUndefined({ 'AWS:SourceArn': grant.SourceArn })
  const via = grant.InvokedViaFunctionUrl
  const Bool = withoutUndefined({
    'lambda:InvokedViaFunctionUrl': via === undefined ? undefined : String(via),
  })
  if (!StringEquals && !ArnLike && !Bool) return undefined
  return { ...(StringEquals && { StringEquals }), ...(ArnLike && { ArnLike }), ...(Bool && { Bool }) }
}

function checkGrant(grant: Grant): void {
  const { Action, Principal, FunctionUrlAuthType } = grant
  if (FunctionUrlAuthType !== undefined && Action !== 'lambda:InvokeFunctionUrl') {
    throw invalidParameterValue('FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action')
  }
  if (grant.InvokedViaFunctionUrl !== undefined && Action !== 'lambda:InvokeFunction') {
    // AWS refuses this too; its own words are not known.
    throw invalidParameterValue('InvokedViaFunctionUrl is only supported for lambda:InvokeFunction action')
  }
  if (Principal === '*' && Action === 'lambda:InvokeFunctionUrl' && FunctionUrlAuthType === undefined) {
    throw invalidParameterValue(
      'This policy could enable public access to your lambda function as it allows all Principals (*) to perform ' +
        'lambda:InvokeFunctionUrl action. You must specify lambda:FunctionUrlAuthType condition',
    )
  }
}

/** A statement as AddPermission writes it, members in AWS's order. */
function statementOf(grant: Grant, resource: string): WireStatement {
  const condition = wireConditions(grant)
  return {
    Sid: grant.StatementId,
    Effect: 'Allow',
    Principal: wirePrincipal(grant.Principal),
    Action: grant.Action,
    Resource: resource,
    ...(condition && { Condition: condition }),
  }
}

export const addPermission: LambdaOperation<'AddPermission'> = (call) => {
  const { input } = call
  const found = functionTarget(call)
  if (found.qualifier === '$LATEST') {
    throw invalidParameterValue('We currently do not support adding policies for $LATEST.')
  }
  checkGrant(input)
  const place = placeOf(found)
  const statement = statementOf(input, place.arn)
  const policy = place.target.policies.get(place.qualifier)
  checkRevision(latestRevision(place, policy), input.RevisionId)
  const existing = policy?.statements ?? []
  if (existing.some(({ Sid }) => Sid === input.StatementId)) {
    throw resourceConflict(
      `The statement id (${input.StatementId}) provided already exists. ` +
        'Please provide a new statement id, or remove the existing statement.',
    )
  }
  checkPolicy(call.account, { head: policy?.head, statements: [...existing, statement] })
  addStatements(place.target, place.qualifier, [statement])
  return { status: 201, body: { Statement: JSON.stringify(statement) } }
}

export const removePermission: LambdaOperation<'RemovePermission'> = (call) => {
  const { StatementId, RevisionId } = call.input
  const found = functionTarget(call)
  if (found.target === undefined) throw resourceNotFound(`No policy found for: ${found.arn}`)
  const place = placeOf(found)
  const policy = place.target.policies.get(place.qualifier)
  if (policy === undefined) throw resourceNotFound('No policy is associated with the given resource.')
  checkRevision(latestRevision(place, policy), RevisionId)
  const index = policy.statements.findIndex(({ Sid }) => Sid === StatementId)
  if (index === -1) throw resourceNotFound(`Statement ${StatementId} is not found in resource policy.`)
  policy.statements.splice(index, 1)
  // The last statement takes the policy with it.
  if (policy.statements.length === 0) place.target.policies.delete(place.qualifier)
  else addStatements(place.target, place.qualifier, [])
  return { status: 204 }
}

export const getPolicy: LambdaOperation<'GetPolicy'> = (call) => {
  const { target, qualifier } = functionTarget(call)
  const policy = qualifier === '$LATEST' ? undefined : target?.policies.get(qualifier ?? '$LATEST')
  if (policy === undefined || policy.statements.length === 0) throw requestedResourceNotFound()
  return {
    status: 200,
    body: { Policy: policyDocument(policy), RevisionId: policy.revisionId },
  }
}
