'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { FindingItem } from '@/components/findings/finding-item'
import { SeverityBadge } from '@/components/findings/severity-badge'
import type { AccountNames } from '@/components/function-list/target-text'
import { Button } from '@/components/ui/button'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { TextLink } from '@/components/ui/text-link'
import { failureFrom } from '@/lib/doorways/fetch-json'
import type { Grouping } from '@/lib/findings/grouping'
import { identityKey } from '@/lib/identity/names'
import { findingRulePath } from '@/lib/identity/paths'
import type { Age, FindingsFilter, FindingsPage, FindingGroup as Group } from '@/lib/inventory/finding-schema'
import { findingsQuery } from '@/lib/inventory/queries'
import type { ChangeRequestInput } from '@/lib/requests/change-request'
import { counted } from '@/lib/text/counted'

const AGE_TITLES: Record<Age, string> = {
  day: 'First seen in the last 24 hours',
  week: 'First seen in the last 7 days',
  month: 'First seen in the last 30 days',
  older: 'First seen more than 30 days ago',
}

interface FindingGroupProps {
  grouping: Grouping
  group: Group
  filter: FindingsFilter
  isOpen: boolean
  /** What the server read for the first paint. */
  firstPage?: FindingsPage
  onToggle: () => void
  onCure: (request: ChangeRequestInput) => void
  lastVisit: string | undefined
  accountNames: AccountNames
}

/** Findings that belong together, with how many and how severe; they are read when it is opened. */
export function FindingGroup(props: FindingGroupProps) {
  const { grouping, group, isOpen, onToggle, accountNames } = props
  const id = useId()
  return (
    <li className="border-line border-b last:border-b-0">
      <h2 className="text-body">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={onToggle}
          className="flex min-h-12 w-full items-center gap-3 px-4 py-2.5 text-left hover:bg-code"
        >
          <ChevronRight
            aria-hidden
            size={16}
            className={clsx('shrink-0 text-mute transition-transform', isOpen && 'rotate-90')}
          />
          <span className="w-22 shrink-0 max-sm:w-fit">
            <SeverityBadge severity={group.severity} />
          </span>
          <span className="min-w-0 flex-1 font-strong">{titleOf(grouping, group, accountNames)}</span>
          <span className="shrink-0 text-mute text-small tabular-nums">
            {counted(group.count, 'finding')}
          </span>
        </button>
      </h2>
      {isOpen && (
        <div id={id} className="pb-3">
          <Rows {...props} />
        </div>
      )}
    </li>
  )
}

function titleOf(grouping: Grouping, { of, title }: Group, accountNames: AccountNames): string {
  if (grouping === 'account') return accountNames[of] ? `${accountNames[of]} (${of})` : of
  return grouping === 'age' ? AGE_TITLES[of as Age] : (title ?? of)
}

function Rows({ grouping, group, filter, firstPage, onCure, lastVisit, accountNames }: FindingGroupProps) {
  const query = useInfiniteQuery({
    ...findingsQuery(filter, { [grouping]: group.of }),
    ...(firstPage && { initialData: { pages: [firstPage], pageParams: [undefined] } }),
  })
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      {grouping === 'rule' && (
        <p className="px-4 pb-2 pl-11 text-small max-sm:pl-4">
          <TextLink href={findingRulePath(group.of)} className="inline-flex min-h-6 items-center">
            About this rule
          </TextLink>
        </p>
      )}
      {query.isPending && (
        <div className="px-4 pl-11 max-sm:pl-4">
          <SkeletonLines lines={3} label="Reading the findings" />
        </div>
      )}
      <ul aria-label={titleOf(grouping, group, accountNames)}>
        {rows.map((row) => (
          <FindingItem
            key={`${row.rule} ${identityKey(row)}`}
            row={row}
            isNew={lastVisit !== undefined && row.firstSeen > lastVisit}
            withTitle={grouping !== 'rule'}
            onCure={onCure}
          />
        ))}
      </ul>
      {query.error && (
        <div className="px-4 pl-11 max-sm:pl-4">
          <FailureCallout failure={failureFrom(query.error)} />
        </div>
      )}
      {query.hasNextPage && (
        <div className="px-4 pt-3 pl-11 max-sm:pl-4">
          <Button pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  )
}
