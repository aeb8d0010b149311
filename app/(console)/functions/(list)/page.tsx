import type { Metadata } from 'next'
import { FunctionsList } from '@/components/function-list/functions-list'
import { NoAccounts } from '@/components/function-list/no-accounts'
import { describeConnectionSoFar } from '@/lib/connection/read'
import { fromPage } from '@/lib/doorways/page'
import { firstPages } from './first-pages'

export const metadata: Metadata = { title: 'Functions' }

export default async function FunctionsPage() {
  const connection = await fromPage(describeConnectionSoFar, {})
  if (!connection.ok) return <NoAccounts failure={connection.failure} />
  const { targets, failure, isReadOnly } = connection.value
  // Without its own credentials it assumes no role either, and does not even know its own account.
  if (failure || targets.length === 0) return <NoAccounts failure={failure} />
  const names = targets.flatMap(({ account, accountName }) => (accountName ? [[account, accountName]] : []))
  return (
    <FunctionsList
      starts={await firstPages(connection.value)}
      accountNames={Object.fromEntries(names)}
      isReadOnly={isReadOnly}
    />
  )
}
