import type { FunctionIdentity, FunctionUrlIdentity, Target } from '@/lib/identity/schema'

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

/** `account/region/function`, the compact form of an identity in a query. */
export function identityText({ account, region, functionName }: FunctionIdentity): string {
  return `${account}/${region}/${functionName}`
}

/** `checkout-api:live`, the way people name a function URL. */
export function nameOf({ functionName, qualifier }: FunctionUrlIdentity): string {
  return `${functionName}:${qualifier}`
}
