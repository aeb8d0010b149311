import type { Metadata } from 'next'
import { ChangeList } from '@/components/activity/change-list'
import { PageFailure } from '@/components/failures/page-failure'
import { PageHeader } from '@/components/ui/page-header'
import { listChanges } from '@/lib/changes/read'
import { fromPage } from '@/lib/doorways/page'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage() {
  const page = await fromPage(listChanges, {})
  return (
    <>
      <PageHeader title="Activity" subtitle="Every change made with this console, newest first" />
      {page.ok ? <ChangeList firstPage={page.value} /> : <PageFailure failure={page.failure} />}
    </>
  )
}
