import { INVOKE, INVOKE_URL, type InvokeAction, type PolicyView } from '@/lib/access/access-facts'
import { ANY_SERVICE, type Caller } from '@/lib/access/caller'

/** What a condition key may be in a request. */
export type Possibility = { kind: 'absent' } | { kind: 'is'; value: string } | { kind: 'any' }

export interface Question {
  action: InvokeAction
  caller: Caller
  view: PolicyView
}

const ABSENT: Possibility = { kind: 'absent' }
const ANY: Possibility = { kind: 'any' }
const is = (value: string): Possibility => ({ kind: 'is', value })

/** Keys that describe a principal or its session: an anonymous request has none of them. */
const OF_PRINCIPALS = new Set([
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'aws:username',
  'aws:federatedprovider',
  'aws:tokenissuetime',
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:sourceidentity',
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
])
/** Keys of a call that an AWS service makes on behalf of a resource. */
const OF_SERVICES = new Set(['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths'])
/** Function URLs are on the public internet only, without PrivateLink (Lambda developer guide, "Function URLs"). */
const OF_VPC_ENDPOINTS = new Set(['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip'])

/**
 * What a condition key may be in this question; several possibilities where it is not known from here or not
 * documented. Sources: IAM user guide, "AWS global condition context keys" (each key's availability); service
 * authorization reference, "AWS Lambda" (which key goes with which action).
 */
export function possibilitiesOf(key: string, { action, caller, view }: Question): Possibility[] {
  const name = key.toLowerCase()
  // A key that the reference does not list for the action may be there or not: nothing is claimed.
  if (name === 'lambda:functionurlauthtype')
    return action === INVOKE_URL ? [is(view.authType)] : [is(view.authType), ABSENT]
  if (name === 'lambda:invokedviafunctionurl') return action === INVOKE ? [is('true')] : [is('true'), ABSENT]
  if (name === 'aws:securetransport') return [is('true')]
  if (name === 'aws:requestedregion') return [is(view.identity.region)]
  if (OF_VPC_ENDPOINTS.has(name)) return [ABSENT]
  if (OF_SERVICES.has(name)) return caller.kind === 'service' ? [ANY, ABSENT] : [ABSENT]
  if (caller.kind === 'unsigned') return ofUnsigned(name)
  return ofSigned(name, caller)
}

function ofUnsigned(name: string): Possibility[] {
  if (OF_PRINCIPALS.has(name) || name.startsWith('aws:principaltag/')) return [ABSENT]
  // "Always included … for most services": whether for this one, it does not say.
  if (name === 'aws:viaawsservice') return [is('false'), ABSENT]
  if (name === 'aws:principalaccount' || name === 'aws:userid') return [is('anonymous'), ABSENT]
  return ALWAYS_THERE.has(name) ? [ANY] : [ANY, ABSENT]
}

const ALWAYS_THERE = new Set(['aws:sourceip', 'aws:currenttime', 'aws:epochtime'])

function ofSigned(name: string, caller: Exclude<Caller, { kind: 'unsigned' }>): Possibility[] {
  if (name === 'aws:principalaccount' && 'account' in caller) return [is(caller.account)]
  if (name === 'aws:principalarn' && caller.kind === 'identity') return [is(caller.arn)]
  if (name === 'aws:principalorgid' && caller.kind === 'organization') return [is(caller.organization)]
  if (name === 'aws:principalservicename' && caller.kind === 'service')
    return caller.service === ANY_SERVICE ? [ANY] : [is(caller.service)]
  if (name === 'aws:principalisawsservice') return [is(String(caller.kind === 'service'))]
  const isThere = ALWAYS_THERE.has(name) || name === 'aws:principalaccount' || name === 'aws:principalarn'
  return isThere ? [ANY] : [ANY, ABSENT]
}

/** Whether what a key may be is open because AWS does not document it for this action. */
export function isUndocumented(key: string, action: InvokeAction): boolean {
  const name = key.toLowerCase()
  return (
    (name === 'lambda:functionurlauthtype' && action === INVOKE) ||
    (name === 'lambda:invokedviafunctionurl' && action === INVOKE_URL)
  )
}
