import { FUNCTIONS_PATH, identityOfParams } from '@/lib/identity/paths'
import { type FunctionUrlIdentity, functionUrlIdentitySchema } from '@/lib/identity/schema'

/** The function URL whose page, or a tab of it, an address of the console is; undefined for all others. */
export function urlOfPath(pathname: string): FunctionUrlIdentity | undefined {
  if (!pathname.startsWith(`${FUNCTIONS_PATH}/`)) return undefined
  const [account, region, functionName, urls, qualifier] = pathname
    .slice(FUNCTIONS_PATH.length + 1)
    .split('/')
  if (urls !== 'urls') return undefined
  const identity = identityOfParams(functionUrlIdentitySchema, { account, region, functionName, qualifier })
  return identity.ok ? identity.value : undefined
}
