import type { FunctionIdentity, FunctionUrlIdentity, Target } from '@/lib/function-urls/schema'

/** The unqualified function's own URL, in our identities; on the wire it is left out, never sent. */
export const LATEST = '$LATEST'

/** Our qualifier as the API wants it: left out for the function itself, since AWS refuses `$LATEST` there. */
export function wireQualifier(qualifier: string): string | undefined {
  return qualifier === LATEST ? undefined : qualifier
}

/** The qualifier that an ARN from AWS ends in; `$LATEST` for an unqualified one. */
export function qualifierOfArn(functionArn: string): string {
  return functionArn.split(':')[7] ?? LATEST
}

/** Whose ARN it is: the reverse of `functionArn`. */
export function identityOfArn(functionArn: string): FunctionUrlIdentity {
  const [, , , region = '', account = '', , functionName = ''] = functionArn.split(':')
  return { account, region, functionName, qualifier: qualifierOfArn(functionArn) }
}

/** The ARN of a function, an alias or (with `$LATEST`) the unqualified function, as policies name it. */
export function functionArn({
  account,
  region,
  functionName,
  qualifier,
}: FunctionIdentity & { qualifier?: string }): string {
  const suffix = qualifier && qualifier !== LATEST ? `:${qualifier}` : ''
  return `arn:${partitionOf(region)}:lambda:${region}:${account}:function:${functionName}${suffix}`
}

/** AWS General Reference, "ARN format": the partition that a region belongs to. */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  if (region.startsWith('us-gov-')) return 'aws-us-gov'
  if (region.startsWith('eusc-')) return 'aws-eusc'
  return 'aws'
}

/** One key for caches and maps; equal exactly when the identities are equal. */
export function identityKey(identity: Target & { functionName?: string; qualifier?: string }): string {
  return [identity.account, identity.region, identity.functionName, identity.qualifier]
    .filter(Boolean)
    .join('/')
}

/** What a person types to confirm a deletion. */
export function confirmationText({ functionName, qualifier }: FunctionUrlIdentity): string {
  return `${functionName}:${qualifier}`
}

/** The console's address of a function. */
export function functionPath({ account, region, functionName }: FunctionIdentity): string {
  return `/functions/${account}/${region}/${encodeURIComponent(functionName)}`
}

export type FunctionUrlTab = 'cors' | 'access' | 'try' | 'code' | 'activity' | 'edit'

/** The console's address of a function URL, or of one of its tabs. */
export function functionUrlPath(identity: FunctionUrlIdentity, tab?: FunctionUrlTab): string {
  const path = `${functionPath(identity)}/urls/${encodeURIComponent(identity.qualifier)}`
  return tab ? `${path}/${tab}` : path
}

/** `account/region/function`, the compact form of an identity in a query. */
export function identityText({ account, region, functionName }: FunctionIdentity): string {
  return `${account}/${region}/${functionName}`
}
