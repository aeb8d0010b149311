import 'server-only'
import { GetAliasCommand } from '@aws-sdk/client-lambda'
import { authorize } from '@/lib/auth/authorize'
import type { Context, VerbCall } from '@/lib/auth/context'
import { send } from '@/lib/aws/send'
import { FailureError } from '@/lib/failures/result'
import { part, readReservedConcurrency } from '@/lib/functions/read-parts'
import type { AliasState, InvocationFacts } from '@/lib/functions/schema'
import { functionArn } from '@/lib/identity/arn'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/**
 * What lies behind a function URL: whether its alias exists and the concurrency reserved for the function; each a
 * value or the reason why it could not be read. One or two calls, not the five of all a function's details.
 */
export async function getInvocationFacts({
  ctx,
  input,
}: VerbCall<FunctionUrlIdentity>): Promise<InvocationFacts> {
  authorize(ctx.actor, 'function:read', input)
  const [alias, reservedConcurrency] = await Promise.all([
    part(readAliasState(ctx, input)),
    part(readReservedConcurrency(ctx, input)),
  ])
  return { alias, reservedConcurrency, readAt: ctx.now().toISOString() }
}

async function readAliasState(ctx: Context, identity: FunctionUrlIdentity): Promise<AliasState> {
  const { functionName, qualifier } = identity
  if (qualifier === LATEST) return 'own-url'
  const command = new GetAliasCommand({ FunctionName: functionName, Name: qualifier })
  try {
    await send(ctx, identity, 'read', command, { operation: 'GetAlias', resource: functionArn(identity) })
    return 'exists'
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code !== 'not-found') throw error
    return 'deleted'
  }
}
