import 'server-only'
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import { authorize } from '@/lib/auth/authorize'
import type { VerbCall } from '@/lib/auth/context'
import { send } from '@/lib/aws/send'
import { fail } from '@/lib/failures/result'
import type { ConcurrencyPool } from '@/lib/functions/schema'
import type { Target } from '@/lib/identity/schema'

/** How much concurrency the account has in this region, and how much of it nobody has reserved. @throws {FailureError} */
export async function getConcurrencyPool({ ctx, input }: VerbCall<Target>): Promise<ConcurrencyPool> {
  authorize(ctx.actor, 'account:read', input)
  const about = { operation: 'GetAccountSettings' }
  const { AccountLimit } = await send(ctx, input, 'read', new GetAccountSettingsCommand({}), about)
  const { ConcurrentExecutions, UnreservedConcurrentExecutions } = AccountLimit ?? {}
  if (ConcurrentExecutions === undefined || UnreservedConcurrentExecutions === undefined)
    fail('aws-failed', 'AWS described the account’s limits in a way the console does not know.')
  return { ConcurrentExecutions, UnreservedConcurrentExecutions }
}
