import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ChangeDetails } from '@/components/activity/change-details'
import { PageFailure } from '@/components/failures/page-failure'
import { getChange } from '@/lib/changes/read'
import { fromPage } from '@/lib/doorways/page'

export const metadata: Metadata = { title: 'Change' }

export default async function ChangePage({ params }: PageProps<'/activity/[changeId]'>) {
  const change = await fromPage(getChange, await params)
  if (change.ok) return <ChangeDetails initial={change.value} />
  if (change.failure.code === 'not-found' || change.failure.code === 'invalid-input') notFound()
  return <PageFailure title="Change" failure={change.failure} />
}
