'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useSteering } from '@/components/bulk/use-steering'
import { FailureCallout } from '@/components/failures/failure-callout'
import { useAccountTexts } from '@/components/shell/account-marks'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { TextLink } from '@/components/ui/text-link'
import { leaveOutOfBulk } from '@/lib/bulk/actions'
import { bulkItemsQuery } from '@/lib/bulk/queries'
import type { BulkItem, BulkProgress, ItemStatus } from '@/lib/bulk/schema'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { functionUrlName } from '@/lib/identity/names'
import { changePath, functionUrlPath } from '@/lib/identity/paths'
import { counted } from '@/lib/text/counted'

const ItemPlan = dynamic(async () => (await import('@/components/bulk/item-plan')).ItemPlan, { ssr: false })

interface BulkItemsProps {
  bulk: BulkProgress
  status: ItemStatus
  label: string
}

/** The items of one group, a page at a time. */
export function BulkItems({ bulk, status, label }: BulkItemsProps) {
  const { bulkId, phase, counts, reviewHash = '' } = bulk
  const version = `${phase} ${counts[status]} ${reviewHash}`
  const query = useInfiniteQuery({
    ...bulkItemsQuery(bulkId, { status, label }, version),
    placeholderData: (before) => before,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="mt-2">
      {query.isPending && <SkeletonLines lines={3} label="Reading the items" />}
      {query.error && <FailureCallout failure={failureFrom(query.error)} />}
      <ul aria-label={label} className="divide-y divide-line border-line border-t">
        {items.map((item) => (
          <Item key={item.seq} bulk={bulk} item={item} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          size="sm"
          className="mt-2"
          pending={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </div>
  )
}

const BEGUN: ItemStatus[] = ['applying', 'applied', 'failed', 'half-done', 'changed', 'unknown']

function Item({ bulk, item }: { bulk: BulkProgress; item: BulkItem }) {
  const { targetText } = useAccountTexts()
  const [isPlanShown, setPlanShown] = useState(false)
  const { changeId, failure, hasChanged, requests, leftOut, status } = item
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-64">
        <TextLink href={functionUrlPath(item)} className="break-words font-strong">
          {functionUrlName(item)}
        </TextLink>
        <p className="text-mute text-small">
          {targetText(item)}
          {requests !== undefined && ` · ${counted(requests, 'request')} in the last 30 days`}
          {hasChanged && ' · changed since the list was read'}
        </p>
        {leftOut && <p className="text-small text-warn">{leftOut}</p>}
        {failure && status !== 'refused' && <p className="break-words text-small">{failure.message}</p>}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {status === 'planned' && bulk.phase === 'reviewed' && <InOrOut bulkId={bulk.bulkId} item={item} />}
        {changeId && BEGUN.includes(status) && !isUnbegun(item) && (
          <TextLink href={changePath(changeId)}>Change</TextLink>
        )}
        {item.hasPlan && (
          <Button size="sm" variant="quiet" onClick={() => setPlanShown(true)}>
            Plan<span className="sr-only"> of {functionUrlName(item)}</span>
          </Button>
        )}
      </div>
      {isPlanShown && <ItemPlan bulkId={bulk.bulkId} item={item} onClose={() => setPlanShown(false)} />}
    </li>
  )
}

/** What was refused before its change could begin has none in the record. */
const isUnbegun = ({ status, failure }: BulkItem): boolean =>
  status === 'changed' && failure?.code !== undefined && failure.aws === undefined

function InOrOut({ bulkId, item }: { bulkId: string; item: BulkItem }) {
  const { steer, isAsking } = useSteering(bulkId)
  return (
    <Checkbox
      checked={item.leftOut === undefined}
      disabled={isAsking}
      label={
        <>
          Apply<span className="sr-only"> {functionUrlName(item)}</span>
        </>
      }
      onCheckedChange={(isIn) => steer(() => leaveOutOfBulk({ bulkId, seq: item.seq, isLeftOut: !isIn }))}
    />
  )
}
