import { addStatements } from '../build'
import {
  functionNotFound,
  invalidParameterValue,
  policyLengthExceeded,
  preconditionFailed,
  requestedResourceNotFound,
  resourceConflict,
  resourceNotFound,
} from '../service-error'
import type { FunctionState, PolicyState, WireStatement } from '../state'
import { type FunctionTarget, functionTarget } from './function-target'
import type { LambdaInputs, LambdaOperation } from './lambda-call'

/** Bytes of a function's resource policy. Source: Lambda developer guide, "Lambda quotas". */
const MAX_POLICY_BYTES = 20_480

type Grant = LambdaInputs['AddPermission']

const PRINCIPAL_ARN =
  /^arn:aws[a-zA-Z-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/.+)$/
const SERVICE_PRINCIPAL = /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com)$/

function wirePrincipal(principal: string): unknown {
  if (principal === '*') return '*'
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` }
  if (PRINCIPAL_ARN.test(principal)) return { AWS: principal }
  if (SERVICE_PRINCIPAL.test(principal)) return { Service: principal }
  throw invalidParameterValue('The provided principal was invalid. Please check the principal and try again.')
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

function policyDocument(statements: readonly WireStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements })
}

interface PolicyPlace {
  readonly target: FunctionState
  /** Key of `target.policies`. */
  readonly qualifier: string
  readonly arn: string
}

// What AddPermission may name as a qualifier: a version that exists, or an alias; anything else is not found.
function placeOf(found: FunctionTarget): PolicyPlace {
  const { target, qualifier } = found
  const arn = qualifier === undefined ? found.arn : `${found.arn}:${qualifier}`
  if (target === undefined) throw functionNotFound(arn)
  if (qualifier === undefined) return { target, qualifier: '$LATEST', arn }
  const isVersion = target.versions.some(({ version }) => version === qualifier)
  if (isVersion || target.aliases.has(qualifier)) return { target, qualifier, arn }
  throw qualifierNotFound(qualifier, arn)
}

function qualifierNotFound(qualifier: string, arn: string) {
  const couldBeAlias = /^(?!\d+$)[a-zA-Z0-9-_]+$/.test(qualifier)
  return couldBeAlias ? resourceNotFound(`Cannot find alias arn: ${arn}`) : functionNotFound(arn)
}

// Without a policy the revision of the function or alias is what counts; from then on the policy has its own.
function latestRevision({ target, qualifier }: PolicyPlace, policy: PolicyState | undefined): string {
  return policy?.revisionId ?? target.aliases.get(qualifier)?.revisionId ?? target.revisionId
}

function checkRevision(place: PolicyPlace, policy: PolicyState | undefined, sent: string | undefined): void {
  if (sent === undefined || sent === latestRevision(place, policy)) return
  throw preconditionFailed(
    'The Revision Id provided does not match the latest Revision Id. ' +
      'Call the GetPolicy API to retrieve the latest Revision Id',
  )
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
  checkRevision(place, policy, input.RevisionId)
  const existing = policy?.statements ?? []
  if (existing.some(({ Sid }) => Sid === input.StatementId)) {
    throw resourceConflict(
      `The statement id (${input.StatementId}) provided already exists. ` +
        'Please provide a new statement id, or remove the existing statement.',
    )
  }
  if (Buffer.byteLength(policyDocument([...existing, statement])) > MAX_POLICY_BYTES) {
    throw policyLengthExceeded(`The final policy size is bigger than the limit (${MAX_POLICY_BYTES}).`)
  }
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
  checkRevision(place, policy, RevisionId)
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
    body: { Policy: policyDocument(policy.statements), RevisionId: policy.revisionId },
  }
}
