'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { History, SearchX } from 'lucide-react'
import { ActivityFilters, useActivityFilters } from '@/components/activity/activity-filters'
import { ActivityTools } from '@/components/activity/activity-tools'
import { AcknowledgedRow, ChangeRow, UnreadableRow } from '@/components/activity/change-row'
import { EventRow, GapRow } from '@/components/activity/event-row'
import { BulkLineRow } from '@/components/bulk/bulk-row'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel, PanelBody } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { activityQuery } from '@/lib/activity/queries'
import type { Acknowledged } from '@/lib/activity/record-state'
import type { ActivityEntry, ActivityFilter, ActivityPage, Gap } from '@/lib/activity/schema'
import { failureFrom } from '@/lib/doorways/fetch-json'

interface ActivityListProps {
  /** Of one function URL. */
  of?: ActivityFilter
  /** Of everything that is not filtered away. */
  firstPage: ActivityPage
  /** What somebody acknowledged of the record as a whole, told in full where its event stands. */
  acknowledged?: readonly Acknowledged[]
}

/** Everything that the record tells, newest first, a page at a time, and what of it is looked for. */
export function ActivityList({ of, firstPage, acknowledged = [] }: ActivityListProps) {
  const filters = useActivityFilters()
  const { isFiltered } = filters
  const filter = { ...filters.filter, ...of }
  const query = useInfiniteQuery({
    ...activityQuery(filter),
    ...(isFiltered ? {} : { initialData: { pages: [firstPage], pageParams: [undefined] } }),
  })
  const pages = query.data?.pages
  const entries = pages?.flatMap(entriesOf)
  const rows = inOrder(entries ?? [], pages?.flatMap(({ gaps }) => gaps) ?? [])
  if (!isFiltered && entries && rows.length === 0) return <NothingYet />
  return (
    <div>
      <ActivityFilters filters={filters} isOfOne={of !== undefined} />
      <div className="flex flex-col gap-4">
        {entries && (
          <ActivityTools
            filter={filter}
            shown={entries.length}
            total={pages?.[0]?.total}
            isWhole={!query.hasNextPage}
          />
        )}
        {rows.length > 0 && <Rows rows={rows} acknowledged={acknowledged} />}
        {entries?.length === 0 && !query.isFetchingNextPage && (
          <EmptyState
            icon={<SearchX />}
            title="Nothing matches"
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
            {isFiltered ? 'Search earlier entries' : 'Show earlier entries'}
          </Button>
        )}
      </div>
    </div>
  )
}

function NothingYet() {
  return (
    <EmptyState icon={<History />} title="Nothing has been changed yet">
      Everything done with this console is written here: changes with before, after and each call to AWS; and
      who was let in, given a right or refused.
    </EmptyState>
  )
}

const entriesOf = ({ changes, bulks, events, people, own, unreadable }: ActivityPage): ActivityEntry[] => [
  ...changes,
  ...bulks,
  ...events,
  ...people,
  ...own,
  ...unreadable,
]

type Row = ActivityEntry | Gap

const placeOf = (row: Row): number => ('to' in row ? row.to : row.position)

/** Newest first; a gap stands where its events stood. */
const inOrder = (entries: readonly ActivityEntry[], gaps: readonly Gap[]): Row[] =>
  [...entries, ...gaps].sort((a, b) => placeOf(b) - placeOf(a))

interface RowsProps {
  rows: readonly Row[]
  acknowledged: readonly Acknowledged[]
}

function Rows({ rows, acknowledged }: RowsProps) {
  const changes = new Map(
    rows.flatMap((row) =>
      'change' in row && 'request' in row.change ? [[row.change.changeId, row.change] as const] : [],
    ),
  )
  return (
    <Panel>
      <ul aria-label="Activity">
        {rows.map((row) => {
          const place = placeOf(row)
          if ('to' in row) return <GapRow key={`gap ${place}`} gap={row} />
          if ('bulk' in row) return <BulkLineRow key={place} bulk={row.bulk} />
          if ('reason' in row) return <UnreadableRow key={place} {...row} />
          if ('says' in row) {
            const told = acknowledged.find(({ position }) => position === place)
            return told ? (
              <AcknowledgedRow key={place} acknowledged={told} />
            ) : (
              <EventRow key={place} event={row} />
            )
          }
          const { change } = row
          if ('reason' in change)
            return <UnreadableRow key={place} {...change} of={`change ${change.changeId.slice(0, 8)}`} />
          return <ChangeRow key={place} change={change} follower={changes.get(change.followedBy ?? '')} />
        })}
      </ul>
    </Panel>
  )
}
