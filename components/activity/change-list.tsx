'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { ChangeRow, UnreadableRow } from '@/components/activity/change-row'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { type ChangesFilter, changesQuery } from '@/lib/changes/queries'
import type { ChangesPage } from '@/lib/changes/read'
import { failureFrom } from '@/lib/doorways/fetch-json'

interface ChangeListProps {
  filter?: ChangesFilter
  firstPage: ChangesPage
}

/** Changes, newest first, a page at a time. */
export function ChangeList({ filter, firstPage }: ChangeListProps) {
  const query = useInfiniteQuery({
    ...changesQuery(filter),
    initialData: { pages: [firstPage], pageParams: [undefined] },
  })
  const changes = query.data.pages.flatMap((page) => page.changes)
  if (changes.length === 0)
    return (
      <EmptyState icon={<History />} title="Nothing has been changed yet">
        Every change made with this console is written here: who, when, before, after, and each call to AWS.
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-4">
      <Panel>
        <ul aria-label="Changes">
          {changes.map((change) => (
            <ListedChange key={change.changeId} change={change} />
          ))}
        </ul>
      </Panel>
      {query.error && <FailureCallout failure={failureFrom(query.error)} />}
      {query.hasNextPage && (
        <Button pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          Show earlier changes
        </Button>
      )}
    </div>
  )
}

function ListedChange({ change }: { change: ChangesPage['changes'][number] }) {
  return 'reason' in change ? <UnreadableRow change={change} /> : <ChangeRow change={change} />
}
