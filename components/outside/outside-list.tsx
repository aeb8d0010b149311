'use client'

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { History, RefreshCw } from 'lucide-react'
import { useTransition } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { PlaceFailures, placesFailed } from '@/components/failures/place-failures'
import { OutsideRow } from '@/components/outside/outside-row'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel, PanelBody } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { Time } from '@/components/ui/time'
import { useToast } from '@/components/ui/toast'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import { failed } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { lookOutside } from '@/lib/outside/actions'
import { outsideQuery } from '@/lib/outside/queries'
import type { TrailState } from '@/lib/outside/schema'

/** What CloudTrail told of changes past this console, newest first, with how far it was read. */
export function OutsideList({ of }: { of?: FunctionUrlIdentity }) {
  const query = useInfiniteQuery(outsideQuery(of))
  const pages = query.data?.pages
  const changes = pages?.flatMap((page) => page.changes)
  const isOfPlace = (trail: TrailState) => !of || (trail.account === of.account && trail.region === of.region)
  const trails = (pages?.[0]?.trails ?? []).filter(isOfPlace)
  return (
    <section aria-label="Changes made elsewhere" className="flex flex-col gap-4">
      <Reading trails={trails} />
      <PlaceFailures
        title="CloudTrail could not be read everywhere, so changes may be missing here"
        failed={placesFailed(trails, ({ failure }) => failure)}
      />
      {query.error && <FailureCallout failure={failureFrom(query.error)} />}
      {query.isPending && (
        <Panel>
          <PanelBody>
            <SkeletonLines lines={6} label="Reading what happened elsewhere" />
          </PanelBody>
        </Panel>
      )}
      {changes && changes.length > 0 && (
        <Panel>
          <ul aria-label="Changes made elsewhere">
            {changes.map((change) => (
              <OutsideRow key={change.eventId} change={change} isOfOne={of !== undefined} />
            ))}
          </ul>
        </Panel>
      )}
      {changes?.length === 0 && <Nothing trails={trails} />}
      {query.hasNextPage && (
        <Button pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          Show earlier changes
        </Button>
      )}
    </section>
  )
}

/** How far CloudTrail was read, and the button that has it read now. */
function Reading({ trails }: { trails: TrailState[] }) {
  const client = useQueryClient()
  const toasts = useToast()
  const [isAsking, startAsking] = useTransition()
  const look = () =>
    startAsking(async () => {
      const answer = await askAgain(() => lookOutside({ everything: true })).catch(() =>
        failed({ code: 'unreachable', message: 'The console itself does not respond.' }),
      )
      if (!answer.ok) toasts.show({ tone: 'bad', title: answer.failure.message })
      await client.invalidateQueries({ queryKey: ['outside'] })
    })
  const isReading = trails.some(({ isRequested }) => isRequested)
  const readAts = trails.flatMap(({ readAt }) => readAt ?? []).sort()
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-mute text-small">
      <span role="status">
        {isReading ? (
          'Asking CloudTrail, two calls a second'
        ) : readAts[0] ? (
          <>
            CloudTrail was asked <Time iso={readAts[0]} />; it tells of changes some minutes late
          </>
        ) : (
          'CloudTrail was not asked yet'
        )}
      </span>
      <Button
        size="sm"
        variant="ghost"
        icon={<RefreshCw aria-hidden size={14} />}
        pending={isAsking || isReading}
        onClick={look}
      >
        Look now
      </Button>
    </div>
  )
}

function Nothing({ trails }: { trails: TrailState[] }) {
  const isRead = trails.length > 0 && trails.every(({ readAt, failure }) => readAt && !failure)
  return (
    <EmptyState icon={<History />} title="No change made elsewhere is known">
      {isRead
        ? 'CloudTrail keeps 90 days of changes, and has told of none here but those made with this console.'
        : 'Not everything has been read from CloudTrail, so there may be some.'}
    </EmptyState>
  )
}
