import type { Target } from '@/lib/identity/schema'

export type AccountNames = Record<string, string>

/** An account as rows show it: `prod 1111…`, or the whole number where it has no name. */
export function shortAccount(account: string, names: AccountNames): string {
  const name = names[account]
  return name ? `${name} ${account.slice(0, 4)}…` : account
}

/** An account where there is room: `prod (111111111111)`. */
function longAccount(account: string, names: AccountNames): string {
  const name = names[account]
  return name ? `${name} (${account})` : account
}

/** `prod 1111… · eu-central-1` */
export function shortTarget({ account, region }: Target, names: AccountNames): string {
  return `${shortAccount(account, names)} · ${region}`
}

/** `prod (111111111111), eu-central-1` */
export function longTarget({ account, region }: Target, names: AccountNames): string {
  return `${longAccount(account, names)}, ${region}`
}
