import 'server-only'
import { failed } from '@/lib/failures/result'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'
import { identityOfPage, readFunctionUrl } from '../../read-address'

/** For a tab: the identity of its address with the configuration, or why there is none (the layout says it). */
export async function readTab(params: Promise<Record<string, string>>) {
  const identity = await identityOfPage(functionUrlIdentitySchema, params)
  const read = await readFunctionUrl(identity)
  if (!read.ok) return read
  const { config, readAt } = read.value
  if (config === null) return failed({ code: 'not-found', message: 'There is no function URL here.' })
  return { ok: true as const, value: { identity, config, readAt } }
}
