'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { History, SearchX } from 'lucide-react'
import { ChangeFilters, useChangeFilters } from '@/components/activity/change-filters'
import { AcknowledgedRow, ChangeRow, UnreadableRow } from '@/components/activity/change-row'
import { BulkLineRow } from '@/components/bulk/bulk-row'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel, PanelBody } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import type { Acknowledged } from '@/lib/activity/record-state'
import type { BulkLine } from '@/lib/bulk/schema'
import { type ChangesFilter, changesQuery } from '@/lib/changes/queries'
import type { ChangesPage } from '@/lib/changes/read'
import { failureFrom } from '@/lib/doorways/fetch-json'

interface ChangeListProps {
  /** Of one function URL. */
  of?: ChangesFilter
  /** Of everything that is not filtered away. */
  firstPage: ChangesPage
  /** Of the record as a whole, the last one first: they stand between the changes, where they were made. */
  acknowledged?: readonly Acknowledged[]
  /** Bulk changes, the last one first: each stands for the changes of its items. */
  bulks?: readonly BulkLine[]
}

/** Changes, newest first, a page at a time, and what of them is looked for. */
export function ChangeList({ of, firstPage, acknowledged = [], bulks = [] }: ChangeListProps) {
  const filters = useChangeFilters()
  const { isFiltered } = filters
  const query = useInfiniteQuery({
    ...changesQuery({ ...filters.filter, ...of }),
    ...(isFiltered ? {} : { initialData: { pages: [firstPage], pageParams: [undefined] } }),
  })
  const changes = query.data?.pages.flatMap((page) => page.changes)
  if (!isFiltered && changes && changes.length + acknowledged.length + bulks.length === 0)
    return <NothingYet />
  // Of the record as a whole, and no change: they are nothing that is looked for.
  const entries = isFiltered
    ? (changes ?? [])
    : inOrder(changes ?? [], [...acknowledged, ...bulks], query.hasNextPage)
  return (
    <div>
      <ChangeFilters filters={filters} isOfOne={of !== undefined} />
      <div className="flex flex-col gap-4">
        {entries.length > 0 && <Entries entries={entries} />}
        {changes && entries.length === 0 && !query.isFetchingNextPage && (
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

type Listed = ChangesPage['changes'][number]

/** What stands between the changes, where it was done. */
type Between = Acknowledged | BulkLine
type Entry = Listed | Between

const timeOf = (entry: Between): string | undefined => {
  if ('bulkId' in entry) return entry.startedAt
  return 'at' in entry ? entry.at : undefined
}

/** Changes and what stands between them, newest first. What was before the changes shown waits for the page of its time. */
function inOrder(changes: readonly Listed[], between: readonly Between[], hasEarlier: boolean): Entry[] {
  const waiting = [...between].sort((a, b) => (timeOf(b) ?? '').localeCompare(timeOf(a) ?? ''))
  const entries = changes.flatMap((change): Entry[] => {
    const later = waiting.findIndex((each) => !isAfter(each, change))
    return [...waiting.splice(0, later < 0 ? waiting.length : later), change]
  })
  return hasEarlier ? entries : [...entries, ...waiting]
}

/** By the time of both where both can be read. */
function isAfter(entry: Between, change: Listed): boolean {
  if ('reason' in change)
    return 'position' in entry && entry.position > change.position && change.position > 0
  const at = timeOf(entry)
  return at !== undefined && at > change.startedAt
}

const keyOf = (entry: Entry): string | number => {
  if ('changeId' in entry) return entry.changeId
  return 'bulkId' in entry ? entry.bulkId : entry.position
}

function Entries({ entries }: { entries: Entry[] }) {
  const byId = new Map(entries.map((entry) => [keyOf(entry), entry]))
  return (
    <Panel>
      <ul aria-label="Changes">
        {entries.map((entry) => {
          if ('bulkId' in entry) return <BulkLineRow key={entry.bulkId} bulk={entry} />
          if (!('changeId' in entry)) return <AcknowledgedRow key={entry.position} acknowledged={entry} />
          const follower = 'followedBy' in entry ? byId.get(entry.followedBy ?? '') : undefined
          return <ListedChange key={entry.changeId} change={entry} follower={follower} />
        })}
      </ul>
    </Panel>
  )
}

function ListedChange({ change, follower }: { change: Listed; follower?: Entry }) {
  if (!('reason' in change))
    return <ChangeRow change={change} follower={follower && 'request' in follower ? follower : undefined} />
  const { position, reason, changeId } = change
  return <UnreadableRow position={position} reason={reason} of={`change ${changeId.slice(0, 8)}`} />
}
