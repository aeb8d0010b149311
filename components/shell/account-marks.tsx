'use client'

import { createContext, type ReactNode, use } from 'react'
import { type AccountMark, accountText, targetText } from '@/lib/identity/account-mark'
import type { Target } from '@/lib/identity/schema'

const AccountMarks = createContext<readonly AccountMark[]>([])

/** Says to everything on the page how accounts are called and marked, from the first paint on. */
export function AccountMarksProvider(props: { accounts: readonly AccountMark[]; children: ReactNode }) {
  return <AccountMarks value={props.accounts}>{props.children}</AccountMarks>
}

/** What the settings say of one account. */
export function useAccountMark(account: string): AccountMark {
  return use(AccountMarks).find((mark) => mark.account === account) ?? { account, isProduction: false }
}

/** How accounts and places are written wherever they stand in text: the name first. */
export function useAccountTexts() {
  const marks = use(AccountMarks)
  const nameOf = (account: string) => marks.find((mark) => mark.account === account)?.name
  return {
    accountText: (account: string) => accountText({ account, name: nameOf(account) }),
    targetText: (target: Target) => targetText(target, nameOf(target.account)),
  }
}

/** "production 111111111111 · eu-central-1", for parts of a page that are made on the server. */
export function TargetText({ target }: { target: Target }) {
  return <>{useAccountTexts().targetText(target)}</>
}
