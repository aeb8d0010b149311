import type { FunctionUrlIdentity } from '@/lib/function-urls/schema'

/** `checkout-api:live`, the way people name a function URL. */
export function nameOf({ functionName, qualifier }: FunctionUrlIdentity): string {
  return `${functionName}:${qualifier}`
}

const listFormat = new Intl.ListFormat('en', { type: 'conjunction' })

/** "auth type and CORS" */
export const listed = (parts: readonly string[]): string => listFormat.format(parts)
