import 'server-only'
import { GetFunctionUrlConfigCommand, ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda'
import type { Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { send } from '@/lib/aws/send'
import { FailureError, fail, type Result } from '@/lib/failures/result'
import {
  type FunctionUrlAnswer,
  type FunctionUrlsPage,
  listFunctionUrlConfigsInputSchema,
  listFunctionUrlConfigsOfManyInputSchema,
  type UrlsOfFunction,
} from '@/lib/function-urls/read-schema'
import { type FunctionUrlConfig, functionUrlConfigSchema } from '@/lib/function-urls/schema'
import { functionArn } from '@/lib/identity/arn'
import { wireQualifier } from '@/lib/identity/qualifier'
import { type FunctionIdentity, functionUrlIdentitySchema } from '@/lib/identity/schema'

/** ListFunctionUrlConfigs: MaxItems is at most 50 (Lambda API reference). */
const MAX_ITEMS = 50

/** One page of a function's URLs, its own and those of its aliases, in AWS's order. @throws {FailureError} */
export const listFunctionUrlConfigs = verb({
  name: 'listFunctionUrlConfigs',
  input: listFunctionUrlConfigsInputSchema,
  operation: 'function-url:list',
  resource: (input) => input,
  work: async ({ permit, input }): Promise<FunctionUrlsPage> => {
    const command = new ListFunctionUrlConfigsCommand({
      FunctionName: input.functionName,
      MaxItems: MAX_ITEMS,
      Marker: input.Marker,
    })
    const about = { operation: 'ListFunctionUrlConfigs', resource: functionArn(withoutQualifier(input)) }
    const output = await send(permit, input, command, about)
    return {
      FunctionUrlConfigs: (output.FunctionUrlConfigs ?? []).map((config) => configOf(config, input)),
      NextMarker: output.NextMarker,
      readAt: permit.context.now().toISOString(),
    }
  },
})

/** The URLs of up to 25 functions, each judged by itself: its first page or the failure. Never fails as a whole. */
export const listFunctionUrlConfigsOfMany = verb({
  name: 'listFunctionUrlConfigsOfMany',
  input: listFunctionUrlConfigsOfManyInputSchema,
  operation: 'function-url:list-many',
  resource: () => ({}),
  sight: 'outcome',
  work: ({ permit, input }): Promise<UrlsOfFunction[]> =>
    Promise.all(
      input.identities.map(async (identity) => ({ identity, answer: await firstPage(permit, identity) })),
    ),
})

async function firstPage(permit: Permit, identity: FunctionIdentity): Promise<Result<FunctionUrlsPage>> {
  try {
    return { ok: true, value: await listFunctionUrlConfigs.within(permit, identity) }
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, failure: error.failure }
    throw error
  }
}

/** The function URL of one qualifier, `null` where there is none (or no such function). @throws {FailureError} */
export const getFunctionUrlConfig = verb({
  name: 'getFunctionUrlConfig',
  input: functionUrlIdentitySchema,
  operation: 'function-url:read',
  resource: (input) => input,
  work: async ({ permit, input }): Promise<FunctionUrlAnswer> => {
    const command = new GetFunctionUrlConfigCommand({
      FunctionName: input.functionName,
      Qualifier: wireQualifier(input.qualifier),
    })
    const about = { operation: 'GetFunctionUrlConfig', resource: functionArn(input) }
    const { now } = permit.context
    try {
      const output = await send(permit, input, command, about)
      return { config: configOf(output, input), readAt: now().toISOString() }
    } catch (error) {
      if (!(error instanceof FailureError) || error.failure.code !== 'not-found') throw error
      return { config: null, readAt: now().toISOString() }
    }
  },
})

const withoutQualifier = ({ account, region, functionName }: FunctionIdentity): FunctionIdentity => ({
  account,
  region,
  functionName,
})

/** Of AWS's answer only what we know; an InvokeMode that was never set is BUFFERED. */
function configOf(answer: object, { functionName }: FunctionIdentity): FunctionUrlConfig {
  const parsed = functionUrlConfigSchema.safeParse({ InvokeMode: 'BUFFERED', ...present(answer) })
  if (parsed.success) return parsed.data
  return fail(
    'aws-failed',
    `AWS described a function URL of ${functionName} in a way the console does not know.`,
  )
}

const present = (answer: object) =>
  Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined))
