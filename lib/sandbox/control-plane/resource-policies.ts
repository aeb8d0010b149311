import { replacePolicy } from '@/lib/sandbox/build'
import { type FunctionTarget, functionTarget } from '@/lib/sandbox/control-plane/function-target'
import type { LambdaCall, LambdaOperation } from '@/lib/sandbox/control-plane/lambda-call'
import { checkPolicy, policyDocument } from '@/lib/sandbox/control-plane/policy-document'
import { checkRevision, placeOf } from '@/lib/sandbox/control-plane/policy-place'
import { readPolicyDocument } from '@/lib/sandbox/control-plane/read-policy-document'
import {
  invalidParameterValue,
  requestedResourceNotFound,
  resourceNotFound,
} from '@/lib/sandbox/service-error'
import type { PolicyState } from '@/lib/sandbox/state'

// The three operations of 2026-07-09 work on the policy that AddPermission, RemovePermission and GetPolicy work on.
// Statuses, members and errors are those of the API model and reference; no answer of theirs was recorded. Which text
// belongs to which refusal is therefore taken from the older operation that does the same.

type PolicyCall = LambdaCall<'PutResourcePolicy' | 'GetResourcePolicy' | 'DeleteResourcePolicy'>

function policyTarget(call: PolicyCall): FunctionTarget {
  return functionTarget({ ...call, input: { FunctionName: call.input.ResourceArn } })
}

function wirePolicy(policy: PolicyState) {
  return { Policy: policyDocument(policy), RevisionId: policy.revisionId }
}

/** Everything that was there goes, whoever put it there. */
export const putResourcePolicy: LambdaOperation<'PutResourcePolicy'> = (call) => {
  const { input, account } = call
  const found = policyTarget(call)
  if (found.qualifier === '$LATEST') {
    throw invalidParameterValue('We currently do not support adding policies for $LATEST.')
  }
  const place = placeOf(found)
  const { head, statements } = readPolicyDocument(input.Policy, place)
  // "The revision ID that the existing policy must match": where there is none, no revision does.
  checkRevision(place.target.policies.get(place.qualifier)?.revisionId, input.RevisionId, 'GetResourcePolicy')
  checkPolicy(account, { head, statements })
  return { status: 200, body: wirePolicy(replacePolicy(place.target, place.qualifier, head, statements)) }
}

export const getResourcePolicy: LambdaOperation<'GetResourcePolicy'> = (call) => {
  const { target, qualifier } = policyTarget(call)
  const policy = qualifier === '$LATEST' ? undefined : target?.policies.get(qualifier ?? '$LATEST')
  if (policy === undefined || policy.statements.length === 0) throw requestedResourceNotFound()
  return { status: 200, body: wirePolicy(policy) }
}

export const deleteResourcePolicy: LambdaOperation<'DeleteResourcePolicy'> = (call) => {
  const place = placeOf(policyTarget(call))
  const policy = place.target.policies.get(place.qualifier)
  if (policy === undefined) throw resourceNotFound('No policy is associated with the given resource.')
  checkRevision(policy.revisionId, call.input.RevisionId, 'GetResourcePolicy')
  place.target.policies.delete(place.qualifier)
  return { status: 204 }
}
