import 'server-only'
import { GetAliasCommand } from '@aws-sdk/client-lambda'
import type { Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { send } from '@/lib/aws/send'
import { FailureError } from '@/lib/failures/result'
import { part, readReservedConcurrency } from '@/lib/functions/read-parts'
import type { AliasState, InvocationFacts } from '@/lib/functions/schema'
import { functionArn } from '@/lib/identity/arn'
import { LATEST } from '@/lib/identity/qualifier'
import { type FunctionUrlIdentity, functionUrlIdentitySchema } from '@/lib/identity/schema'

/**
 * What lies behind a function URL: whether its alias exists and the concurrency reserved for the function; each a
 * value or the reason why it could not be read. One or two calls, not the five of all a function's details.
 */
export const getInvocationFacts = verb({
  name: 'getInvocationFacts',
  input: functionUrlIdentitySchema,
  operation: 'function:read',
  resource: (input) => input,
  work: async ({ permit, input }): Promise<InvocationFacts> => {
    const [alias, reservedConcurrency] = await Promise.all([
      part(readAliasState(permit, input)),
      part(readReservedConcurrency(permit, input)),
    ])
    return { alias, reservedConcurrency, readAt: permit.context.now().toISOString() }
  },
})

async function readAliasState(permit: Permit, identity: FunctionUrlIdentity): Promise<AliasState> {
  const { functionName, qualifier } = identity
  if (qualifier === LATEST) return 'own-url'
  const command = new GetAliasCommand({ FunctionName: functionName, Name: qualifier })
  try {
    await send(permit, identity, command, { operation: 'GetAlias', resource: functionArn(identity) })
    return 'exists'
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code !== 'not-found') throw error
    return 'deleted'
  }
}
