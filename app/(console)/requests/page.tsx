import type { Metadata } from 'next'
import { RequestsList } from '@/components/approvals/requests-list'
import { PageFailure } from '@/components/failures/page-failure'
import { PageHeader } from '@/components/ui/page-header'
import { listRequests } from '@/lib/approvals/read'
import { fromPage } from '@/lib/doorways/page'

export const metadata: Metadata = { title: 'Requests' }

export default async function RequestsPage() {
  const page = await fromPage(listRequests, {})
  if (!page.ok) return <PageFailure title="Requests" failure={page.failure} />
  return (
    <>
      <PageHeader title="Requests" subtitle="Changes that somebody asks for and somebody else approves" />
      <RequestsList firstPage={page.value} />
    </>
  )
}
