import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { ChangeDetails } from '@/components/activity/change-details'
import { PageFailure } from '@/components/failures/page-failure'
import { getChange } from '@/lib/changes/read'
import { fromPage } from '@/lib/doorways/page'

const readOnce = cache((changeId: string) => fromPage(getChange, { changeId }))

/** What was changed, so that open windows and the history can be told apart. */
export async function generateMetadata({ params }: PageProps<'/activity/[changeId]'>): Promise<Metadata> {
  const change = await readOnce((await params).changeId)
  return { title: change.ok ? change.value.title : 'Change' }
}

export default async function ChangePage({ params }: PageProps<'/activity/[changeId]'>) {
  const change = await readOnce((await params).changeId)
  if (change.ok) return <ChangeDetails initial={change.value} />
  if (change.failure.code === 'not-found' || change.failure.code === 'invalid-input') notFound()
  return <PageFailure title="Change" failure={change.failure} />
}
