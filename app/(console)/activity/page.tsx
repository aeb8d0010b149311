import type { Metadata } from 'next'
import { ChangeList } from '@/components/activity/change-list'
import { RecordCallout } from '@/components/activity/record-callout'
import { FailureCallout } from '@/components/failures/failure-callout'
import { PageFailure } from '@/components/failures/page-failure'
import { ActivitySources } from '@/components/outside/activity-sources'
import { PageHeader } from '@/components/ui/page-header'
import { getRecord } from '@/lib/activity/record-state'
import { listBulks } from '@/lib/bulk/read'
import { listChanges } from '@/lib/changes/read'
import { fromPage } from '@/lib/doorways/page'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage() {
  const [page, record, bulks] = await Promise.all([
    fromPage(listChanges, {}),
    fromPage(getRecord, {}),
    fromPage(listBulks, {}),
  ])
  const { breach, acknowledged } = record.ok ? record.value : {}
  return (
    <>
      <PageHeader
        title="Activity"
        subtitle="What was changed, newest first: with this console, and past it as far as CloudTrail tells"
      />
      {breach && <RecordCallout breach={breach} />}
      {page.ok && !record.ok && <FailureCallout failure={record.failure} />}
      <ActivitySources>
        {page.ok ? (
          <ChangeList
            firstPage={page.value}
            acknowledged={acknowledged}
            bulks={bulks.ok ? bulks.value.bulks : []}
          />
        ) : (
          <PageFailure failure={page.failure} />
        )}
      </ActivitySources>
    </>
  )
}
