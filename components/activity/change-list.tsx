'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { History, SearchX } from 'lucide-react'
import { ChangeFilters, useChangeFilters } from '@/components/activity/change-filters'
import { ChangeRow, UnreadableRow } from '@/components/activity/change-row'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel, PanelBody } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { type ChangesFilter, changesQuery } from '@/lib/changes/queries'
import type { ChangesPage } from '@/lib/changes/read'
import { failureFrom } from '@/lib/doorways/fetch-json'

interface ChangeListProps {
  /** Of one function URL. */
  of?: ChangesFilter
  /** Of everything that is not filtered away. */
  firstPage: ChangesPage
}

/** Changes, newest first, a page at a time, and what of them is looked for. */
export function ChangeList({ of, firstPage }: ChangeListProps) {
  const filters = useChangeFilters()
  const { isFiltered } = filters
  const query = useInfiniteQuery({
    ...changesQuery({ ...filters.filter, ...of }),
    ...(isFiltered ? {} : { initialData: { pages: [firstPage], pageParams: [undefined] } }),
  })
  const changes = query.data?.pages.flatMap((page) => page.changes)
  if (!isFiltered && changes?.length === 0) return <NothingYet />
  return (
    <div>
      <ChangeFilters filters={filters} isOfOne={of !== undefined} />
      <div className="flex flex-col gap-4">
        {changes && changes.length > 0 && <Changes changes={changes} />}
        {changes?.length === 0 && !query.isFetchingNextPage && (
          <EmptyState
            icon={<SearchX />}
            title="No change matches"
            actions={<Button onClick={filters.clear}>Clear filters</Button>}
          >
            {query.hasNextPage
              ? 'Not the whole record has been searched yet.'
              : 'The whole record was searched.'}
          </EmptyState>
        )}
        {query.isPending && (
          <Panel>
            <PanelBody>
              <SkeletonLines lines={6} label="Searching the record" />
            </PanelBody>
          </Panel>
        )}
        {query.error && <FailureCallout failure={failureFrom(query.error)} />}
        {query.hasNextPage && (
          <Button pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            {isFiltered ? 'Search earlier changes' : 'Show earlier changes'}
          </Button>
        )}
      </div>
    </div>
  )
}

function NothingYet() {
  return (
    <EmptyState icon={<History />} title="Nothing has been changed yet">
      Every change made with this console is written here: who, when, before, after, and each call to AWS.
    </EmptyState>
  )
}

function Changes({ changes }: { changes: ChangesPage['changes'] }) {
  const byId = new Map(changes.map((change) => [change.changeId, change]))
  const followerOf = (change: ChangesPage['changes'][number]) => {
    const follower = 'followedBy' in change && change.followedBy ? byId.get(change.followedBy) : undefined
    return follower && 'request' in follower ? follower : undefined
  }
  return (
    <Panel>
      <ul aria-label="Changes">
        {changes.map((change) =>
          'reason' in change ? (
            <UnreadableRow key={change.changeId} change={change} />
          ) : (
            <ChangeRow key={change.changeId} change={change} follower={followerOf(change)} />
          ),
        )}
      </ul>
    </Panel>
  )
}
