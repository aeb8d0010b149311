import type { Target } from '@/lib/identity/schema'

/** Colours that an account's chip can have, beside the words: never the only difference. */
export const ACCOUNT_COLORS = ['red', 'orange', 'green', 'blue', 'purple', 'gray'] as const
export type AccountColor = (typeof ACCOUNT_COLORS)[number]

/** What the console's settings say of an account. */
export interface AccountMark {
  account: string
  name?: string
  color?: AccountColor
  /** Opening a URL to the internet is confirmed by typing there. */
  isProduction: boolean
}

/** "production 111111111111": the name comes first, and the number alone where there is none. */
export function accountText({ account, name }: Pick<AccountMark, 'account' | 'name'>): string {
  return name ? `${name} ${account}` : account
}

/** "production 111111111111 · eu-central-1" */
export function targetText({ account, region }: Target, name: string | undefined): string {
  return `${accountText({ account, name })} · ${region}`
}

/**
 * What is typed to confirm: `production/eu-central-1/checkout-api:live`. A function's name is used in several
 * accounts and regions, so the name alone would confirm the wrong one as well. Without a name it is the account's id.
 */
export function typedName(
  { account, region }: Target,
  accountName: string | undefined,
  what: string,
): string {
  return `${accountName ?? account}/${region}/${what}`
}
