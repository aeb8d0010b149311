'use client'

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { type ComponentProps, useDeferredValue, useEffect, useRef } from 'react'
import { SelectionProvider, useSelection } from '@/components/bulk/selection'
import { FailureCallout } from '@/components/failures/failure-callout'
import { CreateUrlButton } from '@/components/function-list/create-url-button'
import { sortedBy, useInventoryView } from '@/components/inventory/inventory-view'
import { QueryBox } from '@/components/inventory/query-box'
import { SummaryStrip } from '@/components/inventory/summary-strip'
import { SweepBar } from '@/components/inventory/sweep-bar'
import { UrlsBody } from '@/components/inventory/urls-body'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Time } from '@/components/ui/time'
import { failureFrom } from '@/lib/doorways/fetch-json'
import {
  INVENTORY_KEY,
  type InventoryView,
  inventoryQuery,
  isRowsToCome,
  overviewQuery,
} from '@/lib/inventory/queries'
import type { TableShape } from '@/lib/inventory/remembered-table'
import type { InventoryOverview, InventoryPage } from '@/lib/inventory/schema'
import { isNeverRead, readingProgress } from '@/lib/inventory/sweep-progress'
import { counted, formatNumber } from '@/lib/text/counted'

const FailedSweeps = dynamic(() =>
  import('@/components/inventory/failed-sweeps').then((late) => late.FailedSweeps),
)

/** Loaded with the first row that is chosen. */
const LateSelectionBar = dynamic(async () => (await import('@/components/bulk/selection-bar')).SelectionBar, {
  ssr: false,
})

function ChosenRows(props: ComponentProps<typeof LateSelectionBar>) {
  const { selection } = useSelection()
  return selection.from === 'query' || selection.rows.size > 0 ? <LateSelectionBar {...props} /> : null
}
const TableTools = dynamic(
  () => import('@/components/inventory/table-tools').then((late) => late.TableTools),
  { ssr: false },
)
/** How the numbers moved is no part of the first answer. */
const DaysChart = dynamic(() => import('@/components/inventory/days-chart').then((late) => late.DaysChart), {
  ssr: false,
  loading: () => <div aria-hidden className="h-17 w-full shrink-0 xl:w-64" />,
})

const TagGaps = dynamic(() => import('@/components/inventory/tag-gaps').then((late) => late.TagGaps))

interface FunctionUrlsListProps {
  /** What the server read for the first paint, and for which view. */
  first: { view: InventoryView; page: InventoryPage; overview: InventoryOverview; remembered: TableShape }
}

const SECOND = 1_000
/** Rows found while one watches come this often, as long as few pages are loaded; then when the reading has ended. */
const ROWS_EVERY = 3 * SECOND
const PAGES_READ_AGAIN = 3
/** The server's own answer is as fresh as one that the browser would ask for. */
const FRESH_FOR = 2 * SECOND

/** Every function URL that the index knows: the answer in one look, search, order, how far the reading is, the rows. */
export function FunctionUrlsList({ first }: FunctionUrlsListProps) {
  const [view, change] = useInventoryView(first.remembered)
  const { data: overview } = useQuery({ ...overviewQuery(), initialData: first.overview })
  const progress = readingProgress(overview.sweeps, overview.isAutomatic)
  const { urls, error, rows, matches } = useUrls(view, first, isRowsToCome(overview))
  const { counts, accountNames, isReadOnly, sweeps } = overview
  return (
    <SelectionProvider>
      <PageHeader
        title="Function URLs"
        subtitle={<Extent overview={overview} />}
        actions={<CreateUrlButton isReadOnly={isReadOnly} />}
      />
      {sweeps.some(({ failure }) => failure) && <FailedSweeps sweeps={sweeps} accountNames={accountNames} />}
      <div className="mb-4 flex gap-2 max-xl:flex-col">
        <SummaryStrip
          counts={counts}
          isUnread={isNeverRead(sweeps) && counts.urls === 0}
          q={view.q}
          onQuery={(q) => change({ q })}
        />
        {overview.days.length > 1 && <DaysChart days={overview.days} />}
      </div>
      {sweeps.some(({ tagsFailure }) => tagsFailure) && <TagGaps sweeps={sweeps} />}
      <Panel>
        <div className="flex flex-col gap-1.5 border-line border-b px-3 pt-3 pb-1.5">
          <div className="flex flex-wrap items-start gap-2">
            <div className="min-w-0 flex-1 basis-80">
              <QueryBox value={view.q} onChange={(q) => change({ q })} />
            </div>
            {/* As high as what comes late, so that nothing moves. */}
            <div className="flex min-h-8 flex-wrap items-center gap-2 sm:min-w-79">
              <TableTools view={view} onChange={change} matches={matches} />
            </div>
          </div>
          <div className="flex flex-wrap items-center justify-between gap-x-4">
            <SweepBar progress={progress} />
            {view.q.trim() !== '' && (
              <span role="status" className="px-1 text-mute text-small tabular-nums">
                {formatNumber(matches)} of {counted(counts.urls, 'function URL')}
              </span>
            )}
          </div>
        </div>
        {error && <FailureCallout failure={failureFrom(error)} />}
        <UrlsBody
          rows={rows}
          matches={matches}
          all={counts.urls}
          view={view}
          progress={progress}
          accountNames={accountNames}
          isReadOnly={isReadOnly}
          hasMore={urls.hasNextPage}
          onMore={() => void urls.fetchNextPage()}
          onSort={(sort) => change(sortedBy(view, sort))}
          onClear={() => change({ q: '' })}
        />
      </Panel>
      <ChosenRows q={view.q} rows={rows} matches={matches} />
    </SelectionProvider>
  )
}

/** The loaded rows of a view. Typing goes first: what it finds comes when there is time. */
function useUrls(view: InventoryView, first: FunctionUrlsListProps['first'], isReading: boolean) {
  const client = useQueryClient()
  const { q, sort, order } = useDeferredValue(view)
  const isFirst = q === first.view.q && sort === first.view.sort && order === first.view.order
  const urls = useInfiniteQuery({
    ...inventoryQuery({ q, sort, order }),
    ...(isFirst && { initialData: { pages: [first.page], pageParams: [undefined] } }),
    staleTime: FRESH_FOR,
    placeholderData: (before) => before,
    refetchInterval: ({ state: { data } }) =>
      isReading && (data?.pages.length ?? 0) <= PAGES_READ_AGAIN ? ROWS_EVERY : false,
  })
  const wasReading = useRef(isReading)
  useEffect(() => {
    if (wasReading.current && !isReading) void client.invalidateQueries({ queryKey: INVENTORY_KEY })
    wasReading.current = isReading
  }, [isReading, client])
  const pages = urls.data?.pages ?? []
  return { urls, error: urls.error, rows: pages.flatMap(({ rows }) => rows), matches: pages[0]?.matches ?? 0 }
}

function Extent({ overview: { sweeps, counts } }: { overview: InventoryOverview }) {
  const accounts = new Set(sweeps.map(({ account }) => account)).size
  const regions = new Set(sweeps.map(({ region }) => region)).size
  if (sweeps.length === 0) return 'No account has been read yet'
  return (
    <>
      {counted(accounts, 'account')} · {counted(regions, 'region')}
      {counts.oldestAt && (
        <>
          {' '}
          · the oldest row read <Time iso={counts.oldestAt} />
        </>
      )}
    </>
  )
}
