import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ChangeDetails } from '@/components/activity/change-details'
import { PageFailure } from '@/components/failures/page-failure'
import { changeInputSchema, getChange } from '@/lib/changes/read'
import { fromPage } from '@/lib/doorways/page'

export const metadata: Metadata = { title: 'Change' }

export default async function ChangePage({ params }: PageProps<'/activity/[changeId]'>) {
  const input = changeInputSchema.safeParse(await params)
  if (!input.success) notFound()
  const change = await fromPage(getChange, input.data)
  if (change.ok) return <ChangeDetails initial={change.value} />
  if (change.failure.code === 'not-found') notFound()
  return <PageFailure title="Change" failure={change.failure} />
}
