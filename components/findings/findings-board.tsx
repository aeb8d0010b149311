'use client'

import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { FailureCallout } from '@/components/failures/failure-callout'
import { ExportFindings } from '@/components/findings/export-findings'
import { filterOf } from '@/components/findings/filter-of-view'
import { FindingGroup } from '@/components/findings/finding-group'
import { FindingsToolbar } from '@/components/findings/findings-toolbar'
import { type FindingsView, useFindingsView } from '@/components/findings/findings-view'
import { unreadOfOverview } from '@/components/findings/unread-of-overview'
import { useLastVisit } from '@/components/findings/use-last-visit'
import { Button, ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Time } from '@/components/ui/time'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { type Grouping, openedGroup } from '@/lib/findings/grouping'
import { FINDING_RULES_PATH, GUARDRAIL_PATH, HOME_PATH } from '@/lib/identity/paths'
import type { FindingsOverview, FindingsPage, FindingGroup as Group } from '@/lib/inventory/finding-schema'
import { findingsOverviewQuery } from '@/lib/inventory/queries'
import { counted } from '@/lib/text/counted'

interface FindingsBoardProps {
  /** What the server read for the first paint, and for which view. */
  first: { view: FindingsView; overview: FindingsOverview; page?: FindingsPage; opened?: string }
}

/** What the rules found in every function URL: by rule, account or age, each with its cure, and what was not judged. */
export function FindingsBoard({ first }: FindingsBoardProps) {
  const [view, change] = useFindingsView()
  const lastVisit = useLastVisit()
  const flow = useChangeFlow()
  const filter = filterOf(view, lastVisit)
  const isFirst = JSON.stringify(filter) === JSON.stringify(filterOf(first.view, undefined))
  const { data: overview = first.overview, error } = useQuery({
    ...findingsOverviewQuery(filter),
    ...(isFirst && { initialData: first.overview }),
    placeholderData: (before) => before,
  })
  const groups = groupsOf(overview, view.group)
  const opened = openedGroup(groups, view.open)
  const toggle = (of: string) => change({ open: of === opened ? '' : of })
  return (
    <>
      <PageHeader
        title="Findings"
        subtitle={<Extent overview={overview} />}
        actions={
          <>
            <ButtonLink href={FINDING_RULES_PATH}>Rules</ButtonLink>
            <ButtonLink href={GUARDRAIL_PATH}>Guardrail</ButtonLink>
            <ExportFindings filter={filter} overview={overview} />
          </>
        }
      />
      <NotJudged overview={overview} />
      <FindingsToolbar overview={overview} view={view} change={change} lastVisit={lastVisit} />
      {error && <FailureCallout failure={failureFrom(error)} />}
      <Panel>
        {groups.length === 0 ? (
          <Nothing view={view} overview={overview} onClear={() => change({ severity: null, news: null })} />
        ) : (
          <ul aria-label={`Findings by ${view.group}`}>
            {groups.map((group) => (
              <FindingGroup
                key={`${view.group} ${group.of}`}
                grouping={view.group}
                group={group}
                filter={filter}
                isOpen={group.of === opened}
                firstPage={isFirst && group.of === first.opened ? first.page : undefined}
                onToggle={() => toggle(group.of)}
                onCure={flow.review}
                lastVisit={lastVisit}
                accountNames={overview.accountNames}
              />
            ))}
          </ul>
        )}
      </Panel>
      <ReviewChange flow={flow} keepLabel="Cancel" />
    </>
  )
}

function groupsOf({ byRule, byAccount, byAge }: FindingsOverview, grouping: Grouping): Group[] {
  return { rule: byRule, account: byAccount, age: byAge }[grouping]
}

function Extent({ overview: { urls, oldestAt } }: { overview: FindingsOverview }) {
  return (
    <>
      {counted(urls, 'function URL')} judged
      {oldestAt && (
        <>
          {' '}
          · the oldest read <Time iso={oldestAt} />
        </>
      )}
    </>
  )
}

/** An empty list says nothing as long as something could not be read. */
function NotJudged({ overview }: { overview: FindingsOverview }) {
  const sentences = unreadOfOverview(overview)
  if (sentences.length === 0) return null
  return (
    <Callout
      tone="warn"
      className="mb-4"
      title="Not everything could be judged"
      actions={<ButtonLink href={HOME_PATH}>Show the reading</ButtonLink>}
    >
      <ul className="list-disc pl-4">
        {sentences.slice(0, 6).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {sentences.length > 6 && <li>And {sentences.length - 6} more.</li>}
      </ul>
    </Callout>
  )
}

function Nothing({
  view,
  overview,
  onClear,
}: {
  view: FindingsView
  overview: FindingsOverview
  onClear: () => void
}) {
  if (view.severity || view.news)
    return (
      <EmptyState
        icon={<ShieldCheck />}
        title="No finding matches"
        actions={<Button onClick={onClear}>Clear the filter</Button>}
      >
        Less severe or earlier findings may be there.
      </EmptyState>
    )
  if (view.shown === 'muted')
    return (
      <EmptyState icon={<ShieldCheck />} title="Nothing is muted">
        What somebody mutes stands here, with who did it, why, and until when.
      </EmptyState>
    )
  const isAll = unreadOfOverview(overview).length === 0
  return (
    <EmptyState
      icon={<ShieldCheck />}
      title={isAll ? 'No findings' : 'No findings in what was read'}
      actions={<ButtonLink href={FINDING_RULES_PATH}>See what the rules look for</ButtonLink>}
    >
      {isAll
        ? 'Every function URL was judged by every rule, and none found anything.'
        : 'Not everything was read, so something may still be found.'}
    </EmptyState>
  )
}
