'use client'

import { BulkConfirmation } from '@/components/bulk/bulk-confirmation'
import { BulkGroups } from '@/components/bulk/bulk-groups'
import { BulkProgressBar } from '@/components/bulk/bulk-progress-bar'
import { BulkReport } from '@/components/bulk/bulk-report'
import { phaseBadge } from '@/components/bulk/bulk-words'
import { FollowUps } from '@/components/bulk/follow-ups'
import { Badge } from '@/components/ui/badge'
import { Fact, Facts } from '@/components/ui/facts'
import { Identifier } from '@/components/ui/identifier'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { useServedQuery } from '@/components/ui/use-served-query'
import { bulkQuery } from '@/lib/bulk/queries'
import { isBegun } from '@/lib/bulk/report'
import type { BulkProgress } from '@/lib/bulk/schema'
import { ACTIVITY_PATH, bulkPath, HOME_PATH } from '@/lib/identity/paths'

/** One bulk change: its review, what has to be confirmed, how far it is, and what became of each item. */
export function BulkDetails({ initial }: { initial: BulkProgress }) {
  const { data: bulk } = useServedQuery(bulkQuery(initial.bulkId), initial)
  const { title, phase, counts, selection } = bulk
  const badge = phaseBadge(phase, counts)
  const from = isBegun(bulk)
    ? { label: 'Activity', href: ACTIVITY_PATH }
    : { label: 'Function URLs', href: HOME_PATH }
  return (
    <>
      <PageHeader
        title={title}
        breadcrumbs={[from, { label: bulk.bulkId.slice(0, 8) }]}
        meta={<Badge tone={badge.tone}>{badge.title}</Badge>}
        subtitle={selection}
        actions={isBegun(bulk) ? <BulkReport bulk={bulk} /> : undefined}
      />
      <div className="flex flex-col gap-4 pb-6">
        <BulkProgressBar bulk={bulk} />
        <FollowUps bulk={bulk} />
        <BulkConfirmation bulk={bulk} />
        <BulkGroups bulk={bulk} />
        <Panel aria-labelledby="who-and-when">
          <PanelHeader title="Who and when" titleId="who-and-when" />
          <PanelBody>
            <WhoAndWhen bulk={bulk} />
          </PanelBody>
        </Panel>
      </div>
    </>
  )
}

function WhoAndWhen({ bulk }: { bulk: BulkProgress }) {
  const { actor, createdAt, acceptedAt, endedAt, followsId, bulkId } = bulk
  return (
    <Facts layout="grid">
      <Fact label="By">{actor.name}</Fact>
      <Fact label="Chosen">
        <Time iso={createdAt} show="moment" />
      </Fact>
      {acceptedAt && (
        <Fact label="Confirmed">
          <Time iso={acceptedAt} show="moment" />
        </Fact>
      )}
      {endedAt && (
        <Fact label="Ended">
          <Time iso={endedAt} show="moment" />
        </Fact>
      )}
      {followsId && (
        <Fact label="Follows">
          <TextLink href={bulkPath(followsId)}>{followsId.slice(0, 8)}</TextLink>
        </Fact>
      )}
      <Fact label="Id">
        <Identifier text={bulkId} copy="Copy the id" />
      </Fact>
    </Facts>
  )
}
