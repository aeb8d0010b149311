import 'server-only'
import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { trustedPrincipal } from '@/lib/accounts/install-roles'
import type { AccountsView, ListedAccount } from '@/lib/accounts/schema'
import { maySee } from '@/lib/auth/judge'
import { assertOperation } from '@/lib/auth/permit'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import { knownAccounts } from '@/lib/aws/targets'
import { ownPrincipal } from '@/lib/aws/try-account'
import { accountRows, installationExternalId } from '@/lib/db/account-rows'
import { env } from '@/lib/env'

/** Every account that is got into by a role, with where it comes from, and what a role for a new one needs. */
export const listAccounts = verb({
  name: 'listAccounts',
  input: z.object({}),
  operation: 'account:list',
  resource: () => ({}),
  work: async ({
    permit,
  }): Promise<Omit<AccountsView, 'accounts'> & { accounts: Unjudged<ListedAccount> }> => {
    assertOperation(permit, 'account:list')
    const { regions, isReadOnly } = env()
    const [known, rows, externalId, principal] = await Promise.all([
      knownAccounts(),
      accountRows(),
      installationExternalId(randomUUID(), permit.context.now().toISOString()),
      ownPrincipal(permit).catch(() => undefined),
    ])
    const accounts = known.map((target): ListedAccount => {
      const row = target.from === 'page' && rows.find(({ account }) => account === target.account)
      return { ...target, ...(row && { changedAt: row.changed_at, changedBy: row.changed_by }) }
    })
    return {
      accounts: new Unjudged(accounts),
      externalId,
      principal: principal && trustedPrincipal(principal),
      regions,
      mayManage: maySee(permit, 'account:manage', {}),
      isReadOnly,
    }
  },
  rows: { accounts: { operation: 'account:read', resource: ({ account }) => ({ account }) } },
})
