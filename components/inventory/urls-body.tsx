'use client'

import { Inbox, Link, SearchX } from 'lucide-react'
import { EndSensor } from '@/components/function-list/end-sensor'
import { Steering } from '@/components/inventory/sweep-bar'
import { UrlsTable } from '@/components/inventory/urls-table'
import { Button, ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Spinner } from '@/components/ui/spinner'
import { createPath, FUNCTIONS_PATH } from '@/lib/identity/paths'
import type { InventoryView } from '@/lib/inventory/queries'
import type { InventoryRow } from '@/lib/inventory/schema'
import type { UrlSort } from '@/lib/inventory/sorts'
import type { ReadingProgress } from '@/lib/inventory/sweep-progress'
import { checkNow } from '@/lib/sweep/actions'

interface UrlsBodyProps {
  rows: InventoryRow[]
  matches: number
  /** How many there are without the query. */
  all: number
  view: InventoryView
  progress: ReadingProgress
  accountNames: Record<string, string>
  isReadOnly: boolean
  hasMore: boolean
  onMore: () => void
  onSort: (sort: UrlSort) => void
  onClear: () => void
}

/** The rows, or why there are none. */
export function UrlsBody(props: UrlsBodyProps) {
  const { rows, matches, all, view, onSort, accountNames, hasMore, onMore } = props
  if (rows.length === 0) return all > 0 ? <NoMatch {...props} /> : <NoUrls {...props} />
  return (
    <>
      <UrlsTable rows={rows} matches={matches} view={view} onSort={onSort} accountNames={accountNames} />
      {hasMore && <EndSensor key={rows.length} onSeen={onMore} ahead="1200px" />}
      {(hasMore || !isAllRead(props.progress)) && (
        <div className="flex min-h-11 items-center justify-center gap-2 px-4 py-2 text-mute text-small">
          {hasMore ? (
            <>
              <Spinner /> Loading more
            </>
          ) : (
            'Not everything has been read yet.'
          )}
        </div>
      )}
    </>
  )
}

/** Rows that end are all that there are only where everything was read. */
const isAllRead = ({ kind, completedAt }: ReadingProgress) => kind === 'idle' && completedAt !== undefined

function NoMatch({ onClear, progress }: UrlsBodyProps) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No function URL matches"
      actions={<Button onClick={onClear}>Clear the search</Button>}
    >
      {progress.kind === 'running'
        ? 'Reading goes on; a match may still come.'
        : 'Every function URL that is known was searched.'}
    </EmptyState>
  )
}

function NoUrls({ progress, isReadOnly }: UrlsBodyProps) {
  if (progress.kind === 'running' || progress.kind === 'waiting') return <FirstReading progress={progress} />
  if (progress.completedAt === undefined) return <NothingRead progress={progress} />
  return (
    <EmptyState
      icon={<Link />}
      title="No function URLs"
      actions={
        <>
          {!isReadOnly && (
            <ButtonLink variant="primary" href={createPath()}>
              Create function URL
            </ButtonLink>
          )}
          <ButtonLink href={FUNCTIONS_PATH}>See the functions</ButtonLink>
        </>
      }
    >
      Every function of these accounts and regions was asked, and none has a function URL.
    </EmptyState>
  )
}

function FirstReading({ progress }: { progress: ReadingProgress }) {
  return (
    <EmptyState icon={<Spinner />} title="Reading the function URLs for the first time">
      AWS has no list of function URLs, so each function is asked for its own; Lambda answers 15 such calls a
      second for each account and region. {progress.text}. Rows show here as they are found, and are kept.
    </EmptyState>
  )
}

function NothingRead({ progress }: { progress: ReadingProgress }) {
  const isStopped = progress.kind === 'paused' || progress.kind === 'halfway'
  return (
    <EmptyState
      icon={<Inbox />}
      title={isStopped ? 'No function URL found yet' : 'Nothing has been read yet'}
      actions={<Steering size="md" action={checkNow} label={isStopped ? 'Go on' : 'Check now'} icon={null} />}
    >
      {isStopped
        ? `${progress.text}.`
        : 'AWS has no list of function URLs. The console asks each function for its own once, and keeps what it finds.'}
    </EmptyState>
  )
}
