import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { FailureCallout } from '@/components/failures/failure-callout'
import { NoAccounts } from '@/components/function-list/no-accounts'
import { FunctionUrlsList } from '@/components/inventory/function-urls-list'
import { describeConnection } from '@/lib/connection/read'
import { fromPage } from '@/lib/doorways/page'
import { getInventory, listInventory } from '@/lib/inventory/read'
import { shapeOf, TABLE_COOKIE } from '@/lib/inventory/remembered-table'
import { readView } from './read-view'

export const metadata: Metadata = { title: 'Function URLs' }

/** Reads the index alone, so that it opens at once; who the console is matters only while it knows nothing. */
export default async function HomePage({ searchParams }: PageProps<'/'>) {
  const remembered = shapeOf((await cookies()).get(TABLE_COOKIE)?.value)
  const view = readView(await searchParams, remembered)
  const [page, overview] = await Promise.all([fromPage(listInventory, view), fromPage(getInventory, {})])
  if (!page.ok) return <FailureCallout failure={page.failure} />
  if (!overview.ok) return <FailureCallout failure={overview.failure} />
  if (overview.value.counts.urls === 0) {
    const connection = await fromPage(describeConnection, {})
    const failure = connection.ok ? connection.value.failure : connection.failure
    if (failure || (connection.ok && connection.value.targets.length === 0))
      return <NoAccounts title="Function URLs" failure={failure} />
  }
  return <FunctionUrlsList first={{ view, page: page.value, overview: overview.value, remembered }} />
}
