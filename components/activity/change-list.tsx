'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { AcknowledgedRow, ChangeRow, UnreadableRow } from '@/components/activity/change-row'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { type ChangesFilter, changesQuery } from '@/lib/changes/queries'
import type { ChangesPage } from '@/lib/changes/read'
import { failureFrom } from '@/lib/doorways/fetch-json'
import type { Acknowledged } from '@/lib/record/read'

interface ChangeListProps {
  filter?: ChangesFilter
  firstPage: ChangesPage
  /** Of the record as a whole, the last one first: they stand between the changes, where they were made. */
  acknowledged?: readonly Acknowledged[]
}

/** Changes, newest first, a page at a time. */
export function ChangeList({ filter, firstPage, acknowledged = [] }: ChangeListProps) {
  const query = useInfiniteQuery({
    ...changesQuery(filter),
    initialData: { pages: [firstPage], pageParams: [undefined] },
  })
  const changes = query.data.pages.flatMap((page) => page.changes)
  if (changes.length + acknowledged.length === 0)
    return (
      <EmptyState icon={<History />} title="Nothing has been changed yet">
        Every change made with this console is written here: who, when, before, after, and each call to AWS.
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-4">
      <Panel>
        <ul aria-label="Changes">
          {inOrder(changes, acknowledged, query.hasNextPage).map((entry) =>
            'position' in entry && !('changeId' in entry) ? (
              <AcknowledgedRow key={entry.position} acknowledged={entry} />
            ) : (
              <ListedChange key={entry.changeId} change={entry} />
            ),
          )}
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

type Listed = ChangesPage['changes'][number]

/** Changes and acknowledgements, newest first. Those made before the changes shown wait for the page of their time. */
function inOrder(
  changes: readonly Listed[],
  acknowledged: readonly Acknowledged[],
  hasEarlier: boolean,
): (Listed | Acknowledged)[] {
  const waiting = [...acknowledged]
  const entries = changes.flatMap((change) => {
    const later = waiting.findIndex((each) => !isAfter(each, change))
    return [...waiting.splice(0, later < 0 ? waiting.length : later), change]
  })
  return hasEarlier ? entries : [...entries, ...waiting]
}

/** By the time of both where both can be read. */
function isAfter(acknowledged: Acknowledged, change: Listed): boolean {
  if ('reason' in change) return acknowledged.position > change.position && change.position > 0
  return 'at' in acknowledged && acknowledged.at > change.startedAt
}

function ListedChange({ change }: { change: Listed }) {
  if (!('reason' in change)) return <ChangeRow change={change} />
  const { position, reason, changeId } = change
  return <UnreadableRow position={position} reason={reason} of={`change ${changeId.slice(0, 8)}`} />
}
