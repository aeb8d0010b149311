'use client'

import { useState } from 'react'
import { AccountDialog } from '@/components/accounts/account-dialog'
import { AccountsTable } from '@/components/accounts/accounts-table'
import { InstallRoles } from '@/components/accounts/install-roles'
import { RemoveAccountDialog } from '@/components/accounts/remove-account-dialog'
import { whyNot } from '@/components/accounts/why-not'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { useServedQuery } from '@/components/ui/use-served-query'
import { accountsQuery } from '@/lib/accounts/queries'
import type { AccountsView, ListedAccount } from '@/lib/accounts/schema'

type Open = { kind: 'add' } | { kind: 'edit' | 'remove'; account: ListedAccount }

/** The accounts, what can be done to them, and the roles that they need. */
export function AccountsBoard({ initial }: { initial: AccountsView }) {
  const { data: view } = useServedQuery(accountsQuery(), initial)
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  return (
    <div className="flex flex-col gap-4 pb-6">
      <Panel aria-labelledby="accounts">
        <PanelHeader
          title="Accounts"
          titleId="accounts"
          description="Those of the page are changed here; the others where the console is started."
          actions={
            <Button variant="primary" disabledReason={whyNot(view)} onClick={() => setOpen({ kind: 'add' })}>
              Add account
            </Button>
          }
        />
        {view.accounts.length === 0 ? (
          <EmptyState title="No account but the console’s own">
            Install one of the roles below in another account, then add it.
          </EmptyState>
        ) : (
          <AccountsTable
            view={view}
            onEdit={(account) => setOpen({ kind: 'edit', account })}
            onRemove={(account) => setOpen({ kind: 'remove', account })}
          />
        )}
        <p className="border-line border-t px-4 py-3 text-mute text-small">
          In the account of the console’s own credentials CloudTrail knows the console’s user or role and not
          the person. Add that account here with a role, and its changes name the person too.
        </p>
      </Panel>
      <InstallRoles externalId={view.externalId} principal={view.principal} />
      {open?.kind === 'add' && <AccountDialog view={view} onClose={close} />}
      {open?.kind === 'edit' && <AccountDialog view={view} account={open.account} onClose={close} />}
      {open?.kind === 'remove' && <RemoveAccountDialog account={open.account} onClose={close} />}
    </div>
  )
}
