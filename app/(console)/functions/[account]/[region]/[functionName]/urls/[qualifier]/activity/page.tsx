import type { Metadata } from 'next'
import { ChangeList } from '@/components/activity/change-list'
import { PageFailure } from '@/components/failures/page-failure'
import { ActivitySources } from '@/components/outside/activity-sources'
import { listChanges } from '@/lib/changes/read'
import { fromPage } from '@/lib/doorways/page'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'
import { identityOfPage } from '../../../read-address'

export const metadata: Metadata = { title: 'Activity' }

/** Shown without a function URL too: what was deleted is found here. */
export default async function ActivityTabPage({ params }: { params: Promise<Record<string, string>> }) {
  const identity = await identityOfPage(functionUrlIdentitySchema, params)
  const page = await fromPage(listChanges, identity)
  return (
    <ActivitySources of={identity}>
      {page.ok ? <ChangeList of={identity} firstPage={page.value} /> : <PageFailure failure={page.failure} />}
    </ActivitySources>
  )
}
