import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { BulkDetails } from '@/components/bulk/bulk-details'
import { PageFailure } from '@/components/failures/page-failure'
import { getBulk } from '@/lib/bulk/read'
import { fromPage } from '@/lib/doorways/page'

const readOnce = cache((bulkId: string) => fromPage(getBulk, { bulkId }))

/** What is done to many, so that open windows and the history can be told apart. */
export async function generateMetadata({ params }: PageProps<'/bulk/[bulkId]'>): Promise<Metadata> {
  const bulk = await readOnce((await params).bulkId)
  return { title: bulk.ok ? bulk.value.title : 'Bulk change' }
}

export default async function BulkPage({ params }: PageProps<'/bulk/[bulkId]'>) {
  const bulk = await readOnce((await params).bulkId)
  if (bulk.ok) return <BulkDetails initial={bulk.value} />
  if (bulk.failure.code === 'not-found' || bulk.failure.code === 'invalid-input') notFound()
  return <PageFailure title="Bulk change" failure={bulk.failure} />
}
