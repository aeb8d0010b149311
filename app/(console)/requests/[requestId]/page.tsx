import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { RequestDetails } from '@/components/approvals/request-details'
import { PageFailure } from '@/components/failures/page-failure'
import { getRequest } from '@/lib/approvals/read'
import { fromPage } from '@/lib/doorways/page'

const readOnce = cache((requestId: string) => fromPage(getRequest, { requestId }))

/** What is asked for, so that open windows and the history can be told apart. */
export async function generateMetadata({ params }: PageProps<'/requests/[requestId]'>): Promise<Metadata> {
  const found = await readOnce((await params).requestId)
  return { title: found.ok ? found.value.request.seen.title : 'Request' }
}

export default async function RequestPage({ params }: PageProps<'/requests/[requestId]'>) {
  const found = await readOnce((await params).requestId)
  if (found.ok) return <RequestDetails initial={found.value} />
  if (found.failure.code === 'not-found' || found.failure.code === 'invalid-input') notFound()
  return <PageFailure title="Request" failure={found.failure} />
}
