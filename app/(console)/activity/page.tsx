import type { Metadata } from 'next'
import { ActivityList } from '@/components/activity/activity-list'
import { RecordCallout } from '@/components/activity/record-callout'
import { FailureCallout } from '@/components/failures/failure-callout'
import { PageFailure } from '@/components/failures/page-failure'
import { ActivitySources } from '@/components/outside/activity-sources'
import { PageHeader } from '@/components/ui/page-header'
import { listActivity } from '@/lib/activity/read'
import { getRecord } from '@/lib/activity/record-state'
import { fromPage } from '@/lib/doorways/page'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage() {
  const [page, record] = await Promise.all([fromPage(listActivity, {}), fromPage(getRecord, {})])
  const { breach, acknowledged } = record.ok ? record.value : {}
  return (
    <>
      <PageHeader
        title="Activity"
        subtitle="Who did what, who was let in and who was refused, newest first; and past this console what CloudTrail tells"
      />
      {breach && <RecordCallout breach={breach} />}
      {page.ok && !record.ok && <FailureCallout failure={record.failure} />}
      <ActivitySources>
        {page.ok ? (
          <ActivityList firstPage={page.value} acknowledged={acknowledged} />
        ) : (
          <PageFailure failure={page.failure} />
        )}
      </ActivitySources>
    </>
  )
}
