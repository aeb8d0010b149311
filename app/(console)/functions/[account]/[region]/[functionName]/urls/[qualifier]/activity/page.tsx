import type { Metadata } from 'next'
import { ActivityList } from '@/components/activity/activity-list'
import { PageFailure } from '@/components/failures/page-failure'
import { ActivitySources } from '@/components/outside/activity-sources'
import { listActivity } from '@/lib/activity/read'
import { fromPage } from '@/lib/doorways/page'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'
import { identityOfPage } from '../../../read-address'

export const metadata: Metadata = { title: 'Activity' }

/** Shown without a function URL too: what was deleted is found here. */
export default async function ActivityTabPage({ params }: { params: Promise<Record<string, string>> }) {
  const identity = await identityOfPage(functionUrlIdentitySchema, params)
  const page = await fromPage(listActivity, identity)
  return (
    <ActivitySources of={identity}>
      {page.ok ? (
        <ActivityList of={identity} firstPage={page.value} />
      ) : (
        <PageFailure failure={page.failure} />
      )}
    </ActivitySources>
  )
}
