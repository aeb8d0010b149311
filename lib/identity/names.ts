import type { FunctionIdentity, FunctionUrlIdentity, Target } from '@/lib/identity/schema'

/** One key for caches and maps; equal exactly when the identities are equal. */
export function identityKey(identity: Target & { functionName?: string; qualifier?: string }): string {
  return [identity.account, identity.region, identity.functionName, identity.qualifier]
    .filter(Boolean)
    .join('/')
}

/** `account/region/function`, the compact form of an identity in a query. */
export function identityText({ account, region, functionName }: FunctionIdentity): string {
  return `${account}/${region}/${functionName}`
}

/** `checkout-api:live`: how a function URL is called on screen. */
export function functionUrlName({ functionName, qualifier }: FunctionUrlIdentity): string {
  return `${functionName}:${qualifier}`
}
