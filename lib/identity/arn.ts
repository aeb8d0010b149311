import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionIdentity, FunctionUrlIdentity } from '@/lib/identity/schema'

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
