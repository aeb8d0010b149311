import type { Metadata } from 'next'
import { PageFailure } from '@/components/failures/page-failure'
import { FindingsBoard } from '@/components/findings/findings-board'
import { fromPage } from '@/lib/doorways/page'
import { openedGroup } from '@/lib/findings/grouping'
import { getFindings, listFindings } from '@/lib/inventory/read-findings'
import { readFindingsView } from './read-findings-view'

export const metadata: Metadata = { title: 'Findings' }

/** Reads the index alone: the numbers, and the group that is open. */
export default async function FindingsPage({ searchParams }: PageProps<'/findings'>) {
  const { view, filter } = readFindingsView(await searchParams)
  const overview = await fromPage(getFindings, filter)
  if (!overview.ok) return <PageFailure title="Findings" failure={overview.failure} />
  const { byRule, byAccount, byAge } = overview.value
  const groups = { rule: byRule, account: byAccount, age: byAge }[view.group]
  const opened = openedGroup(groups, view.open)
  const page =
    opened === undefined ? undefined : await fromPage(listFindings, { ...filter, [view.group]: opened })
  return (
    <FindingsBoard
      first={{ view, overview: overview.value, opened, page: page?.ok ? page.value : undefined }}
    />
  )
}
