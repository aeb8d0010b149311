import 'server-only'
import { authorize, visible } from '@/lib/auth/authorize'
import type { Context } from '@/lib/auth/context'
import { accessOverview } from '@/lib/aws/accounts'
import type { Connection } from '@/lib/connection/schema'
import { env } from '@/lib/env'

/** What the console talks to and as whom; an account that cannot be reached is a failing target, not a failing console. */
export async function describeConnection({ ctx }: { ctx: Context }): Promise<Connection> {
  authorize(ctx.actor, 'connection:read', {})
  const { endpointLabel, isReadOnly, operator, regions, accountNames, functionUrlHost } = env()
  const { accounts, failure } = await accessOverview(ctx)
  const targets = accounts.map((access) => ({
    ...access,
    accountName: accountNames[access.account],
    regions,
  }))
  return {
    endpoint: endpointLabel,
    isReadOnly,
    operator,
    regions,
    targets: visible(ctx.actor, targets),
    failure,
    functionUrlHost,
    readAt: ctx.now().toISOString(),
  }
}
