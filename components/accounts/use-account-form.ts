'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState, useTransition } from 'react'
import { useToast } from '@/components/ui/toast'
import { addAccount, changeAccount, testAccount } from '@/lib/accounts/actions'
import { accountsQuery } from '@/lib/accounts/queries'
import type { AccountsView, AccountTest, ListedAccount } from '@/lib/accounts/schema'
import { connectionQuery } from '@/lib/connection/queries'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import { type Failure, failed, type Result } from '@/lib/failures/result'

interface Asked {
  view: AccountsView
  account?: ListedAccount
  onDone: () => void
}

const valuesOf = ({ view, account }: Asked) => ({
  account: account?.account ?? '',
  name: account?.name ?? '',
  roleArn: account?.roleArn ?? '',
  externalId: account ? (account.externalId ?? '') : view.externalId,
  regions: account?.regions ?? view.regions,
  sendsSourceIdentity: account?.sendsSourceIdentity ?? false,
  sendsSessionTags: account?.sendsSessionTags ?? false,
})

/** What is typed of an account, what its test found, and saving it. */
export function useAccountForm(asked: Asked) {
  const client = useQueryClient()
  const toasts = useToast()
  const [value, setValue] = useState(() => valuesOf(asked))
  const [failure, setFailure] = useState<Failure>()
  const [result, setResult] = useState<AccountTest>()
  const [isSaving, startSaving] = useTransition()
  const [isTesting, startTesting] = useTransition()
  const { name, externalId, ...rest } = value
  const input = { ...rest, ...(name && { name }), ...(externalId && { externalId }) }
  const test = () =>
    startTesting(async () => {
      const answer = await orFailed(() => testAccount(input))
      setFailure(answer.ok ? undefined : answer.failure)
      setResult(answer.ok ? answer.value : undefined)
    })
  const save = () =>
    startSaving(async () => {
      const answer = await orFailed(() => (asked.account ? changeAccount(input) : addAccount(input)))
      setFailure(answer.ok ? undefined : answer.failure)
      if (!answer.ok) return
      await client.invalidateQueries({ queryKey: accountsQuery().queryKey })
      await client.invalidateQueries({ queryKey: connectionQuery().queryKey })
      toasts.show({ tone: 'ok', title: asked.account ? 'Account changed' : 'Account added; it is read now' })
      asked.onDone()
    })
  const change = (part: Partial<typeof value>) => {
    setValue((now) => ({ ...now, ...part }))
    setResult(undefined)
  }
  /** Of a list the first: which entry it is stands in it. */
  const errorOf = (path: string) =>
    failure?.issues?.find((issue) => issue.path === path || issue.path.startsWith(`${path}.`))?.message
  return { value, change, errorOf, failure, result, test, save, isSaving, isTesting }
}

export type AccountForm = ReturnType<typeof useAccountForm>

const orFailed = <T>(ask: () => Promise<Result<T>>): Promise<Result<T>> =>
  askAgain(ask).catch((error: unknown) => failed(failureFrom(error)))
