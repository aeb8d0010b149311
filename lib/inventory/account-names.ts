import 'server-only'
import { maySee } from '@/lib/auth/judge'
import type { Permit } from '@/lib/auth/permit'
import { accountNames } from '@/lib/aws/targets'
import type { SweepState } from '@/lib/inventory/schema'

/** What people call the accounts that are read, as far as the permit's holder may see them. */
export async function accountNamesIn(
  permit: Permit,
  sweeps: readonly SweepState[],
): Promise<Record<string, string>> {
  const accounts = new Set(sweeps.map(({ account }) => account))
  const names = Object.entries(await accountNames())
  return Object.fromEntries(
    names.filter(([account]) => accounts.has(account) && maySee(permit, 'account:read', { account })),
  )
}
