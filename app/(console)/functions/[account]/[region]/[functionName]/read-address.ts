import 'server-only'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import type * as z from 'zod/mini'
import type { AddressIdentity } from '@/components/failures/unknown-address'
import { fromPage } from '@/lib/doorways/page'
import { PATHNAME_HEADER } from '@/lib/doorways/request-context'
import type { Failure, Result } from '@/lib/failures/result'
import { getFunctionUrlConfig } from '@/lib/function-urls/read'
import { assertQualifierExists, getFunctionDetails } from '@/lib/functions/read'
import { identityOfParams } from '@/lib/identity/paths'
import {
  type FunctionIdentity,
  type FunctionUrlIdentity,
  functionIdentitySchema,
  functionUrlIdentitySchema,
} from '@/lib/identity/schema'

const readFunctionOnce = cache((account: string, region: string, functionName: string) =>
  fromPage(getFunctionDetails, { account, region, functionName }),
)

const readUrlOnce = cache(
  async (account: string, region: string, functionName: string, qualifier: string) => {
    const identity = { account, region, functionName, qualifier }
    const answer = await fromPage(getFunctionUrlConfig, identity)
    if (!answer.ok || answer.value.config !== null) return answer
    // AWS says the same for a qualifier without a URL and for one that does not exist.
    const existence = await fromPage(assertQualifierExists, identity)
    return isUnknown(existence) ? existence : answer
  },
)

/** The function of the address, read once for a request however many parts of the page ask. */
export async function readFunction({ account, region, functionName }: FunctionIdentity) {
  return foundOrNotFound(await readFunctionOnce(account, region, functionName))
}

/** The function URL of the address, read once for a request however many parts of the page ask. */
export async function readFunctionUrl({ account, region, functionName, qualifier }: FunctionUrlIdentity) {
  return foundOrNotFound(await readUrlOnce(account, region, functionName, qualifier))
}

/** The identity that the page's address names. The proxy has refused malformed ones; here they name nothing. */
export async function identityOfPage<Schema extends z.ZodMiniType>(
  schema: Schema,
  params: Promise<Record<string, string>>,
): Promise<z.infer<Schema>> {
  const identity = identityOfParams(schema, await params)
  return identity.ok ? identity.value : notFound()
}

/** Ends the page with 404 where the address names nothing; `not-found.tsx` then says which part. */
function foundOrNotFound<T>(result: Result<T>): Result<T> {
  if (isUnknown(result)) notFound()
  return result
}

function isUnknown<T>(result: Result<T>): result is { ok: false; failure: Failure } {
  return !result.ok && (result.failure.code === 'not-found' || result.failure.code === 'unknown-target')
}

interface Unknown {
  identity: AddressIdentity
  failure: Failure
}

/**
 * What is unknown of the request's address, for `not-found.tsx`, which Next gives no parameters and makes along
 * with every page; `undefined` where the address names something. Nothing is read a second time.
 */
export async function unknownOfAddress(): Promise<Unknown | undefined> {
  const pathname = (await headers()).get(PATHNAME_HEADER) ?? ''
  const [, , account, region, functionName, , qualifier] = pathname.split('/')
  const schema = qualifier === undefined ? functionIdentitySchema : functionUrlIdentitySchema
  const parsed = identityOfParams(schema, { account, region, functionName, qualifier })
  if (!parsed.ok) return undefined
  const identity: AddressIdentity = parsed.value
  const result = await readOnce(identity)
  return isUnknown(result) ? { identity, failure: result.failure } : undefined
}

function readOnce({ account, region, functionName, qualifier }: AddressIdentity): Promise<Result<unknown>> {
  return qualifier === undefined
    ? readFunctionOnce(account, region, functionName)
    : readUrlOnce(account, region, functionName, qualifier)
}
