import type { StatementPlan } from '@/lib/sandbox/seed/function-plan'

type AuthType = 'NONE' | 'AWS_IAM'

function urlGrant(Sid: string, Principal: unknown, authType: AuthType): StatementPlan {
  return {
    Sid,
    Effect: 'Allow',
    Principal,
    Action: 'lambda:InvokeFunctionUrl',
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': authType } },
  }
}

function invokeGrant(Sid: string, Principal: unknown): StatementPlan {
  return {
    Sid,
    Effect: 'Allow',
    Principal,
    Action: 'lambda:InvokeFunction',
    Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
  }
}

/** The first half of a public URL, with the statement id that AWS's own console writes. */
export const EVERYONE_URL = urlGrant('FunctionURLAllowPublicAccess', '*', 'NONE')

/** The second half, needed since October 2025. */
export const EVERYONE_INVOKE = invokeGrant('FunctionURLInvokeAllowPublicAccess', '*')

/** Both halves: the URL is public. */
export const EVERYONE: readonly StatementPlan[] = [EVERYONE_URL, EVERYONE_INVOKE]

/** Both permissions for one role, or for an account by its `:root`, on a URL with AWS_IAM. */
export function callers(Sid: string, arn: string): StatementPlan[] {
  return [urlGrant(`${Sid}-url`, { AWS: arn }, 'AWS_IAM'), invokeGrant(`${Sid}-invoke`, { AWS: arn })]
}

/** The URL half alone for one caller, as tools wrote it before October 2025. */
export function urlCaller(Sid: string, arn: string): StatementPlan {
  return urlGrant(Sid, { AWS: arn }, 'AWS_IAM')
}

/** Everybody of an organisation. */
export function organisation(Sid: string, organizationId: string): StatementPlan[] {
  return [urlGrant(`${Sid}-url`, '*', 'AWS_IAM'), invokeGrant(`${Sid}-invoke`, '*')].map((statement) => ({
    ...statement,
    Condition: {
      ...statement.Condition,
      StringEquals: { ...statement.Condition?.StringEquals, 'aws:PrincipalOrgID': organizationId },
    },
  }))
}

/** An AWS service that invokes the function for something of ours, such as a bucket or an API. */
export function service(Sid: string, host: string, sourceArn: string, account?: string): StatementPlan {
  return {
    Sid,
    Effect: 'Allow',
    Principal: { Service: host },
    Action: 'lambda:InvokeFunction',
    Condition: {
      ...(account && { StringEquals: { 'AWS:SourceAccount': account } }),
      ArnLike: { 'AWS:SourceArn': sourceArn },
    },
  }
}
