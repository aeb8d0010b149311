import 'server-only'
import * as z from 'zod/mini'
import { maySee } from '@/lib/auth/judge'
import { assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { reachesInto } from '@/lib/auth/scope'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import { accessOverview } from '@/lib/aws/accounts'
import { endpointLabel } from '@/lib/aws/endpoint'
import { accountNames } from '@/lib/aws/targets'
import { type ConnectionTarget, connectionInputSchema } from '@/lib/connection/schema'
import { env } from '@/lib/env'
import type { AccountMark } from '@/lib/identity/account-mark'

/** What the settings say of accounts: names, colours, which are production. Asks nobody, so that no page waits for it. */
export const describeAccounts = verb({
  name: 'describeAccounts',
  input: z.object({}),
  operation: 'self:read',
  resource: () => ({}),
  sight: 'rows-only',
  work: async ({ permit }) => {
    assertOperation(permit, 'self:read')
    const { accountColors, productionAccounts } = env()
    const names = await accountNames()
    const known = new Set([...Object.keys(names), ...Object.keys(accountColors), ...productionAccounts])
    const marks = [...known].map(
      (account): AccountMark => ({
        account,
        name: names[account],
        color: accountColors[account],
        isProduction: productionAccounts.includes(account),
      }),
    )
    return { accounts: new Unjudged(marks) }
  },
  rows: { accounts: { operation: 'account:read', resource: ({ account }) => ({ account }) } },
})

async function connectionOf(permit: Permit, patience?: number) {
  const { isReadOnly, functionUrlHost } = env()
  const [{ accounts, failure }, endpoint, names] = await Promise.all([
    accessOverview(permit, patience),
    endpointLabel(),
    accountNames(),
  ])
  const targets = accounts.map(
    (access): ConnectionTarget => ({
      ...access,
      accountName: names[access.account],
      regions: access.regions.filter((region) =>
        maySee(permit, 'function:list', { account: access.account, region }),
      ),
    }),
  )
  return {
    endpoint,
    isReadOnly,
    operator: permit.actor.name,
    regions: [...new Set([...env().regions, ...accounts.flatMap((access) => access.regions)])].filter(
      (region) => reachesInto(bondOf(permit).scope, { region }, permit.context.rights.tagged),
    ),
    targets: new Unjudged(targets),
    failure,
    functionUrlHost,
    readAt: permit.context.now().toISOString(),
  }
}

const CONNECTION = {
  input: connectionInputSchema,
  operation: 'connection:read',
  resource: () => ({}),
  rows: {
    targets: { operation: 'account:read', resource: ({ account }: ConnectionTarget) => ({ account }) },
  },
  sight: 'rows-only',
} as const

/** What the console talks to and as whom; an account that cannot be reached is a failing target, not a failing console. */
export const describeConnection = verb({
  name: 'describeConnection',
  ...CONNECTION,
  work: ({ permit }) => connectionOf(permit),
})

/** How long a page waits for the role of one account, in milliseconds. */
const PAGE_PATIENCE = 1_000

/** The same for a page, which one slow role must not hold up: its account is there, and as whom comes later. */
export const describeConnectionSoFar = verb({
  name: 'describeConnectionSoFar',
  ...CONNECTION,
  work: ({ permit }) => connectionOf(permit, PAGE_PATIENCE),
})
