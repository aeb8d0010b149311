import 'server-only'
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import { verb } from '@/lib/auth/verb'
import { send } from '@/lib/aws/send'
import { fail } from '@/lib/failures/result'
import type { ConcurrencyPool } from '@/lib/functions/schema'
import { targetSchema } from '@/lib/identity/schema'

/** How much concurrency the account has in this region, and how much of it nobody has reserved. @throws {FailureError} */
export const getConcurrencyPool = verb({
  name: 'getConcurrencyPool',
  input: targetSchema,
  operation: 'account:read',
  resource: (input) => input,
  sight: 'everybody',
  work: async ({ permit, input }): Promise<ConcurrencyPool> => {
    const about = { operation: 'GetAccountSettings' }
    const { AccountLimit } = await send(permit, input, new GetAccountSettingsCommand({}), about)
    const { ConcurrentExecutions, UnreservedConcurrentExecutions } = AccountLimit ?? {}
    if (ConcurrentExecutions === undefined || UnreservedConcurrentExecutions === undefined)
      fail('aws-failed', 'AWS described the account’s limits in a way the console does not know.')
    return { ConcurrentExecutions, UnreservedConcurrentExecutions }
  },
})
