import type { AccountsView } from '@/lib/accounts/schema'

/** Why nothing can be changed here; undefined: it can. */
export function whyNot({ isReadOnly, mayManage }: AccountsView): string | undefined {
  if (isReadOnly) return 'This console is read-only.'
  return mayManage ? undefined : 'Accounts are managed by administrators of everything.'
}
