import { INVOKE, INVOKE_URL, type InvokeAction } from '@/lib/access/access-facts'
import { decideAction } from '@/lib/access/decide-action'
import { mayLetIn } from '@/lib/access/may-let-in'
import type { Warning } from '@/lib/changes/change'
import { statementsMissingFrom, statementsOf } from '@/lib/changes/plan/state-difference'
import { newlyBlocked, newlyBlockedText } from '@/lib/cors/effects/newly-blocked'
import { isAnswering } from '@/lib/cors/simulator/lambda-answer'
import { isCorsOff } from '@/lib/cors/value/cors'
import type { Cors } from '@/lib/cors/value/schema'
import { corsWarnings, freshWarnings } from '@/lib/cors/value/warnings'
import { identityOfArn } from '@/lib/identity/arn'
import { documentOf, MAX_POLICY_LENGTH, policyText } from '@/lib/permissions/policy-document'
import type { Statement } from '@/lib/permissions/schema'
import {
  deniesDirectInvoke,
  isPublicUrlGrant,
  opensDirectInvoke,
  servesOnlyFunctionUrl,
} from '@/lib/permissions/statement'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { formatNumber } from '@/lib/text/counted'
import { listed } from '@/lib/text/listed'
import { visibleText } from '@/lib/text/visible-text'

/** What a person should know before a change from one state to the other; nothing here blocks. */
export function warningsOf(before: QualifierState, after: QualifierState): Warning[] {
  return [
    ...opening(before, after),
    ...takenUp(before, after),
    ...leftBehind(before, after),
    ...directInvoke(before, after),
    ...tooLong(before, after),
    ...cors(before, after),
  ]
}

/** `half`: only lambda:InvokeFunctionUrl, which was enough before October 2025 (Lambda developer guide, "Control access to function URLs"). */
type Openness = 'closed' | 'half' | 'open'

function opennessOf({ config, policy }: QualifierState): Openness {
  if (config?.AuthType !== 'NONE') return 'closed'
  const identity = identityOfArn(config.FunctionArn)
  const view = { identity, authType: config.AuthType, statements: policy?.statements ?? [] }
  const isAllowed = (action: InvokeAction) =>
    decideAction(action, { kind: 'unsigned' }, view).answer === 'yes'
  if (!isAllowed(INVOKE_URL)) return 'closed'
  return isAllowed(INVOKE) ? 'open' : 'half'
}

function opening(before: QualifierState, after: QualifierState): Warning[] {
  const [was, becomes] = [opennessOf(before), opennessOf(after)]
  if (becomes === 'closed' || becomes === was || was === 'open') return []
  const message =
    becomes === 'open'
      ? 'Anyone on the internet who knows the address can call this function URL once this is applied.'
      : 'Anyone on the internet may be able to call this function URL once this is applied: everyone is allowed lambda:InvokeFunctionUrl, though not lambda:InvokeFunction.'
  return [{ id: 'opens-to-everyone', tone: becomes === 'open' ? 'bad' : 'warn', message }]
}

/** A new URL is reachable at once through what an earlier one left in the policy. */
function takenUp(before: QualifierState, after: QualifierState): Warning[] {
  if (before.config || !after.config) return []
  const { FunctionArn, AuthType } = after.config
  const view = { identity: identityOfArn(FunctionArn), authType: AuthType, statements: statementsOf(before) }
  const reused = view.statements.filter(
    (statement) => servesOnlyFunctionUrl(statement) && mayLetIn(statement, view),
  )
  if (reused.length === 0) return []
  const message = `The policy already has ${statementNames(reused)}: what they allow holds for the new function URL at once.`
  return [{ id: 'reuses-statements', tone: 'warn', message }]
}

function leftBehind(before: QualifierState, after: QualifierState): Warning[] {
  const leftover = statementsMissingFrom(leftoverOf(before), leftoverOf(after))
  if (leftover.length === 0) return []
  const isAdded = statementsMissingFrom(statementsOf(before), leftover).length === leftover.length
  const policy = `The policy ${isAdded ? 'gets' : 'keeps'} ${statementNames(leftover)}`
  const message = after.config
    ? `${policy}: with auth type NONE the function URL may be public at once.`
    : `${policy}: a function URL created later on this qualifier may be reachable at once.`
  return [{ id: 'leaves-statements', tone: 'warn', message }]
}

/** Statements that have nothing to serve in this state, and would the day it changes. */
function leftoverOf({ config, policy }: QualifierState): Statement[] {
  const statements = policy?.statements ?? []
  if (config === null) return statements.filter(servesOnlyFunctionUrl)
  return config.AuthType === 'AWS_IAM' ? statements.filter(isPublicUrlGrant) : []
}

function directInvoke(before: QualifierState, after: QualifierState): Warning[] {
  if (statementsOf(after).some(deniesDirectInvoke)) return []
  const added = statementsMissingFrom(statementsOf(before), statementsOf(after)).filter(opensDirectInvoke)
  return added.map((statement) => ({
    id: 'opens-direct-invoke',
    tone: 'bad',
    message: `Everyone may invoke the function directly, not only through the function URL: ${statementNames([statement])} has no condition.`,
  }))
}

/** What the policy has and what it would have, where that is more than AWS takes; how AWS counts is not written down. */
function tooLong(before: QualifierState, after: QualifierState): Warning[] {
  const [was, becomes] = [before, after].map(({ policy }) =>
    policy ? policyText(documentOf(policy)).length : 0,
  )
  if (was === undefined || becomes === undefined || becomes <= MAX_POLICY_LENGTH || becomes <= was) return []
  const message = `AWS takes a policy of at most ${formatNumber(MAX_POLICY_LENGTH)} characters and may refuse this: the policy has ${formatNumber(was)} now, and would have ${formatNumber(becomes)}.`
  return [{ id: 'policy-too-long', tone: 'bad', message }]
}

/** More names would bury the rest of the review; the difference below it lists every entry. */
const MAX_NAMED = 10

/** Pages that could call and no longer can, by name: what nobody wants to find out afterwards. */
function newlyBlocking(before: Cors | undefined, after: Cors | undefined): Warning[] {
  const blocked = newlyBlocked(before, after)
  if (blocked.length === 0) return []
  const unless = isCorsOff(after) ? ', unless the function’s own code handles CORS' : ''
  const message = `Browsers will newly block ${newlyBlockedText(blocked, MAX_NAMED)}${unless}.`
  return [{ id: 'cors-newly-blocks', tone: 'warn', message }]
}

/**
 * Recorded: where the origin is allowed, the function’s own headers go out beside Lambda’s. Documented: OPTIONS reaches
 * the function while CORS is off, and Lambda answers preflights itself where it is on.
 */
function switchedOn(before: Cors | undefined, after: Cors | undefined): Warning[] {
  if (isAnswering(before) || !isAnswering(after)) return []
  const message =
    'CORS was left to the function until now. If its code sets CORS headers, both go out to the allowed origins, and browsers refuse a response with two Access-Control-Allow-Origin lines: take them out of the code. Lambda answers preflights itself then.'
  return [{ id: 'cors-switched-on', tone: 'warn', message }]
}

function cors(before: QualifierState, after: QualifierState): Warning[] {
  if (!after.config) return []
  const known = corsWarnings(before.config?.Cors, before.config?.AuthType)
  return [
    ...newlyBlocking(before.config?.Cors, after.config.Cors),
    ...(before.config ? switchedOn(before.config.Cors, after.config.Cors) : []),
    ...freshWarnings(known, corsWarnings(after.config.Cors, after.config.AuthType)),
  ]
}

/** "the statement a and the statement b" */
export const statementNames = (statements: readonly Statement[]) =>
  listed(
    statements.map(({ Sid }) =>
      Sid === undefined ? 'a statement without an id' : `the statement ${visibleText(Sid)}`,
    ),
  )
