'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState, useTransition } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { removeAccount } from '@/lib/accounts/actions'
import { accountsQuery } from '@/lib/accounts/queries'
import type { ListedAccount } from '@/lib/accounts/schema'
import { connectionQuery } from '@/lib/connection/queries'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import { type Failure, failed } from '@/lib/failures/result'

/** Says what is forgotten with an account and what stays. */
export function RemoveAccountDialog({ account, onClose }: { account: ListedAccount; onClose: () => void }) {
  const { remove, failure, isPending } = useRemoval(account, onClose)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${account.name ? `${account.name} (${account.account})` : account.account}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button data-main-action variant="danger" pending={isPending} onClick={remove}>
            Remove account
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>The console does not look at this account any more.</p>
        <p>
          <strong className="font-semibold">Forgotten:</strong> how it is reached, and what was read of its
          functions, function URLs, policies and tags in {account.regions.join(', ')}, with their findings.
        </p>
        <p>
          <strong className="font-semibold">Kept:</strong> the record of what was changed there, mutes, and
          counted requests. In AWS nothing changes: remove the role there too if nobody needs it.
        </p>
        {failure && <FailureCallout failure={failure} />}
      </div>
    </Dialog>
  )
}

function useRemoval({ account }: ListedAccount, onDone: () => void) {
  const client = useQueryClient()
  const toasts = useToast()
  const [failure, setFailure] = useState<Failure>()
  const [isPending, start] = useTransition()
  const remove = () =>
    start(async () => {
      const answer = await askAgain(() => removeAccount({ account })).catch((error: unknown) =>
        failed(failureFrom(error)),
      )
      setFailure(answer.ok ? undefined : answer.failure)
      if (!answer.ok) return
      await client.invalidateQueries({ queryKey: accountsQuery().queryKey })
      await client.invalidateQueries({ queryKey: connectionQuery().queryKey })
      toasts.show({ tone: 'ok', title: 'Account removed' })
      onDone()
    })
  return { remove, failure, isPending }
}
