'use client'

import { VerdictBadge } from '@/components/activity/change-row'
import { CallProgressList } from '@/components/changes/call-list'
import { ChangeOutcome } from '@/components/changes/change-outcome'
import { ContinueChange } from '@/components/changes/continue-change'
import { RevertChange } from '@/components/changes/revert-change'
import { StateDifference } from '@/components/changes/state-difference'
import { useEndedChange } from '@/components/changes/use-ended-change'
import { TargetChip } from '@/components/shell/target-chip'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { Fact, Facts } from '@/components/ui/facts'
import { Identifier } from '@/components/ui/identifier'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { useServedQuery } from '@/components/ui/use-served-query'
import type { ChangeProgress } from '@/lib/changes/change'
import { changeQuery } from '@/lib/changes/queries'
import { ACTIVITY_PATH, bulkPath, changePath, functionUrlPath, requestPath } from '@/lib/identity/paths'
import type { QualifierState } from '@/lib/requests/qualifier-state'
import { visibleJson } from '@/lib/text/visible-text'

/** One change with everything the journal knows of it; followed while it is under way. */
export function ChangeDetails({ initial }: { initial: ChangeProgress }) {
  const { data: change } = useServedQuery(changeQuery(initial.changeId), initial)
  useEndedChange(change, true)
  const { request, before, after } = change
  return (
    <>
      <PageHeader
        title={change.title}
        breadcrumbs={[{ label: 'Activity', href: ACTIVITY_PATH }, { label: change.changeId.slice(0, 8) }]}
        meta={<VerdictBadge change={change} />}
        actions={<RevertChange change={change} />}
        subtitle={<TargetChip target={request.identity} />}
      />
      <div className="flex flex-col gap-4 pb-6">
        <ChangeOutcome change={change} />
        <ContinueChange change={change} />
        <Panel aria-labelledby="what-happened">
          <PanelHeader title="What happened" titleId="what-happened" />
          <PanelBody className="flex flex-col gap-5">
            <WhoAndWhen change={change} />
            <CallProgressList calls={change.calls} region={request.identity.region} />
          </PanelBody>
        </Panel>
        <Panel aria-labelledby="before-and-after">
          <PanelHeader
            title="Before and after"
            titleId="before-and-after"
            description="As planned. AWS assigns addresses and times."
          />
          <PanelBody className="flex flex-col gap-4">
            <StateDifference before={before} after={after} identity={request.identity} />
            <Disclosure summary="The whole configuration as JSON">
              <div className="grid gap-4 lg:grid-cols-2">
                <Configuration title="Before" state={before} />
                <Configuration title="After" state={change.outcome?.state ?? after} />
              </div>
            </Disclosure>
          </PanelBody>
        </Panel>
      </div>
    </>
  )
}

function Configuration({ title, state }: { title: string; state: QualifierState }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-semibold text-small">{title}</h3>
      <CodeBlock label={title} code={visibleJson(state)} />
    </div>
  )
}

function WhoAndWhen({ change }: { change: ChangeProgress }) {
  const { identity } = change.request
  return (
    <Facts layout="grid">
      <Fact label="Function URL">
        <TextLink href={functionUrlPath(identity)}>
          {identity.functionName}:{identity.qualifier}
        </TextLink>
      </Fact>
      <Fact label={change.asked ? 'Approved by' : 'By'}>{change.actor.name}</Fact>
      {change.asked && (
        <Fact label="Asked for by">
          <TextLink href={requestPath(change.asked.requestId)}>{change.asked.by.name}</TextLink>
        </Fact>
      )}
      <Fact label="Started">
        <Time iso={change.startedAt} show="moment" />
      </Fact>
      {change.endedAt && (
        <Fact label="Ended">
          <Time iso={change.endedAt} show="moment" />
        </Fact>
      )}
      <Fact label="Change id">
        <Identifier text={change.changeId} copy="Copy the change id" />
      </Fact>
      {change.bulk && (
        <Fact label="Part of">
          <TextLink href={bulkPath(change.bulk)}>bulk change {change.bulk.slice(0, 8)}</TextLink>
        </Fact>
      )}
      {change.followedBy && (
        <Fact label="Followed by">
          <TextLink href={changePath(change.followedBy)}>{change.followedBy.slice(0, 8)}</TextLink>
        </Fact>
      )}
    </Facts>
  )
}
