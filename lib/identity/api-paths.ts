import type { FunctionIdentity, FunctionUrlIdentity } from '@/lib/identity/schema'

/** The address of a function in the console's own API. */
export function functionApiPath({ account, region, functionName }: FunctionIdentity): string {
  return `/api/functions/${account}/${region}/${encodeURIComponent(functionName)}`
}

/** The address of one function URL in the console's own API. */
export function functionUrlApiPath(identity: FunctionUrlIdentity): string {
  return `${functionApiPath(identity)}/urls/${encodeURIComponent(identity.qualifier)}`
}
