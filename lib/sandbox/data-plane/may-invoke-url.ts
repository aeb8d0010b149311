import { isDenied, type Signer } from '@/lib/sandbox/credentials'
import { evaluatePolicy, type PolicyQuestion } from '@/lib/sandbox/data-plane/policy/evaluate-policy'
import { type PolicyCaller, principalArnOf } from '@/lib/sandbox/data-plane/policy/match-principal'
import type { AccountState, FunctionState, UrlState } from '@/lib/sandbox/state'

/** Where a request arrived, looked up. */
export interface CalledUrl {
  account: AccountState
  fn: FunctionState
  /** `$LATEST` or the alias name. */
  qualifier: string
  url: UrlState
}

const LATEST = '$LATEST'

const URL_ACTION = 'lambda:InvokeFunctionUrl'
const FUNCTION_ACTION = 'lambda:InvokeFunction'

/** The ARN that a qualifier's policy is attached to. */
function resourceOf({ fn, qualifier }: CalledUrl): string {
  return qualifier === LATEST ? fn.arn : `${fn.arn}:${qualifier}`
}

function policyCaller(caller: Signer | undefined, action: string): PolicyCaller {
  if (caller === undefined) return { kind: 'anonymous' }
  const { account, arn } = caller.principal
  return { kind: 'signed', account, arn, isAllowedByIdentity: !isDenied(caller.principal, action) }
}

/** What the request tells beside who sent it. */
export interface Surroundings {
  sourceIp?: string
  /** Milliseconds since the epoch. */
  now: number
}

/** Lambda's own key for each action. Source: service authorization reference, "AWS Lambda". */
function ownKey(action: string, called: CalledUrl): Record<string, string> {
  return action === URL_ACTION
    ? { 'lambda:FunctionUrlAuthType': called.url.authType }
    : { 'lambda:InvokedViaFunctionUrl': 'true' }
}

/**
 * An unsigned request has no key that describes a principal, and none here came through a VPC endpoint: function URLs
 * have no PrivateLink, so `aws:SourceVpc`, `aws:SourceVpce` and `aws:VpcSourceIp` are absent.
 * Source: IAM user guide, "AWS global condition context keys".
 */
function conditionKeys(
  action: string,
  called: CalledUrl,
  caller: Signer | undefined,
  { sourceIp, now }: Surroundings,
): Record<string, string> {
  const keys: Record<string, string> = {
    ...ownKey(action, called),
    // The sandbox's http stands for the https of a real function URL.
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': called.fn.region,
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    ...(sourceIp && { 'aws:SourceIp': sourceIp }),
  }
  if (caller === undefined) return keys
  const { organizationId, organizationPath } = caller.account
  return {
    ...keys,
    'aws:PrincipalArn': principalArnOf(caller.principal.arn),
    'aws:PrincipalAccount': caller.principal.account,
    'aws:PrincipalOrgID': organizationId,
    'aws:PrincipalOrgPaths': `${organizationId}/${organizationPath}`,
    'aws:PrincipalIsAWSService': 'false',
  }
}

function may(
  action: string,
  called: CalledUrl,
  caller: Signer | undefined,
  surroundings: Surroundings,
): boolean {
  const subject = policyCaller(caller, action)
  const question: PolicyQuestion = {
    caller: subject,
    action,
    resource: resourceOf(called),
    keys: conditionKeys(action, called, caller, surroundings),
  }
  const verdict = evaluatePolicy(called.fn.policies.get(called.qualifier), question)
  if (verdict === 'denied') return false
  if (subject.kind === 'anonymous') return verdict === 'allowed'
  // In the same account either policy is enough; from another account both must allow.
  return subject.account === called.account.id
    ? subject.isAllowedByIdentity || verdict === 'allowed'
    : subject.isAllowedByIdentity && verdict === 'allowed'
}

/**
 * Whether this caller may invoke the function through its URL. Both permissions are needed, except in an account
 * that is still exempt from the two-permission rule, where the one for the URL is enough. A URL with auth type NONE
 * takes every caller for an anonymous one; one with AWS_IAM lets no unsigned caller in, whatever its policy says.
 * Source: Lambda developer guide, "Control access to Lambda function URLs".
 */
export function mayInvokeUrl(
  called: CalledUrl,
  caller: Signer | undefined,
  surroundings: Surroundings,
): boolean {
  const isOpen = called.url.authType === 'NONE'
  if (!isOpen && caller === undefined) return false
  const actions = called.account.hasTwoPermissionException ? [URL_ACTION] : [URL_ACTION, FUNCTION_ACTION]
  return actions.every((action) => may(action, called, isOpen ? undefined : caller, surroundings))
}
