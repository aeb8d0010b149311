import 'server-only'
import { GetFunctionUrlConfigCommand, ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda'
import { authorize } from '@/lib/auth/authorize'
import type { Context, VerbCall } from '@/lib/auth/context'
import { send } from '@/lib/aws/send'
import { FailureError, fail, type Result } from '@/lib/failures/result'
import type {
  FunctionUrlAnswer,
  FunctionUrlsPage,
  ListFunctionUrlConfigsInput,
  ListFunctionUrlConfigsOfManyInput,
  UrlsOfFunction,
} from '@/lib/function-urls/read-schema'
import { type FunctionUrlConfig, functionUrlConfigSchema } from '@/lib/function-urls/schema'
import { functionArn } from '@/lib/identity/arn'
import { wireQualifier } from '@/lib/identity/qualifier'
import type { FunctionIdentity, FunctionUrlIdentity } from '@/lib/identity/schema'

/** ListFunctionUrlConfigs: MaxItems is at most 50 (Lambda API reference). */
const MAX_ITEMS = 50

/** One page of a function's URLs, its own and those of its aliases, in AWS's order. @throws {FailureError} */
export async function listFunctionUrlConfigs({
  ctx,
  input,
}: VerbCall<ListFunctionUrlConfigsInput>): Promise<FunctionUrlsPage> {
  authorize(ctx.actor, 'function-url:list', input)
  const command = new ListFunctionUrlConfigsCommand({
    FunctionName: input.functionName,
    MaxItems: MAX_ITEMS,
    Marker: input.Marker,
  })
  const about = { operation: 'ListFunctionUrlConfigs', resource: functionArn(withoutQualifier(input)) }
  const output = await send(ctx, input, 'read', command, about)
  return {
    FunctionUrlConfigs: (output.FunctionUrlConfigs ?? []).map((config) => configOf(config, input)),
    NextMarker: output.NextMarker,
    readAt: ctx.now().toISOString(),
  }
}

/** The URLs of up to 25 functions: for each its first page or the failure. Never fails as a whole. */
export async function listFunctionUrlConfigsOfMany({
  ctx,
  input,
}: VerbCall<ListFunctionUrlConfigsOfManyInput>): Promise<UrlsOfFunction[]> {
  return Promise.all(
    input.identities.map(async (identity) => ({ identity, answer: await firstPage(ctx, identity) })),
  )
}

async function firstPage(ctx: Context, identity: FunctionIdentity): Promise<Result<FunctionUrlsPage>> {
  try {
    return { ok: true, value: await listFunctionUrlConfigs({ ctx, input: identity }) }
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, failure: error.failure }
    throw error
  }
}

/** The function URL of one qualifier, `null` where there is none (or no such function). @throws {FailureError} */
export async function getFunctionUrlConfig({
  ctx,
  input,
}: VerbCall<FunctionUrlIdentity>): Promise<FunctionUrlAnswer> {
  authorize(ctx.actor, 'function-url:read', input)
  const command = new GetFunctionUrlConfigCommand({
    FunctionName: input.functionName,
    Qualifier: wireQualifier(input.qualifier),
  })
  const about = { operation: 'GetFunctionUrlConfig', resource: functionArn(input) }
  try {
    const output = await send(ctx, input, 'read', command, about)
    return { config: configOf(output, input), readAt: ctx.now().toISOString() }
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code !== 'not-found') throw error
    return { config: null, readAt: ctx.now().toISOString() }
  }
}

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
