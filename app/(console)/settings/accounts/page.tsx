import type { Metadata } from 'next'
import { AccountsBoard } from '@/components/accounts/accounts-board'
import { PageFailure } from '@/components/failures/page-failure'
import { PageHeader } from '@/components/ui/page-header'
import { listAccounts } from '@/lib/accounts/read'
import { fromPage } from '@/lib/doorways/page'
import { SETTINGS_PATH } from '@/lib/identity/paths'

export const metadata: Metadata = { title: 'Accounts' }

export default async function AccountsPage() {
  const accounts = await fromPage(listAccounts, {})
  if (!accounts.ok) return <PageFailure title="Accounts" failure={accounts.failure} />
  return (
    <>
      <PageHeader
        title="Accounts"
        subtitle="Where the console gets in by a role, beside the account of its own credentials"
        breadcrumbs={[{ label: 'Settings', href: SETTINGS_PATH }, { label: 'Accounts' }]}
      />
      <AccountsBoard initial={accounts.value} />
    </>
  )
}
