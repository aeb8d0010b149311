import 'server-only'
import { cache } from 'react'
import { getFunctionUrlConfig } from '@/lib/function-urls/read'
import {
  type FunctionUrlIdentity,
  functionUrlIdentitySchema,
  identityOfParams,
} from '@/lib/function-urls/schema'
import { fromPage } from '@/lib/page'
import { failed } from '@/lib/result'

const readOnce = cache((account: string, region: string, functionName: string, qualifier: string) =>
  fromPage(getFunctionUrlConfig, { account, region, functionName, qualifier }),
)

/** The function URL's configuration, read once for a request however many parts of the page ask for it. */
export function readFunctionUrl({ account, region, functionName, qualifier }: FunctionUrlIdentity) {
  return readOnce(account, region, functionName, qualifier)
}

/** For a tab: the identity of its address with the configuration, or why there is none (the layout says it). */
export async function readTab(params: Promise<Record<string, string>>) {
  const identity = identityOfParams(functionUrlIdentitySchema, await params)
  if (!identity.ok) return identity
  const read = await readFunctionUrl(identity.value)
  if (!read.ok) return read
  if (read.value.config === null)
    return failed({ code: 'not-found', message: 'There is no function URL here.' })
  return {
    ok: true as const,
    value: { identity: identity.value, config: read.value.config, readAt: read.value.readAt },
  }
}
