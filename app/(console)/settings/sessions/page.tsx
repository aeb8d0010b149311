import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageFailure } from '@/components/failures/page-failure'
import { OwnSessions } from '@/components/sign-in/own-sessions'
import { PageHeader } from '@/components/ui/page-header'
import { fromPage } from '@/lib/doorways/page'
import { SETTINGS_PATH } from '@/lib/identity/paths'
import { listSessions } from '@/lib/sign-in/own-sessions'

export const metadata: Metadata = { title: 'Your sessions' }

const BREADCRUMBS = [{ label: 'Settings', href: SETTINGS_PATH }]

export default async function SessionsPage() {
  const sessions = await fromPage(listSessions, {})
  if (!sessions.ok && sessions.failure.code === 'not-found') notFound()
  if (!sessions.ok)
    return <PageFailure title="Your sessions" breadcrumbs={BREADCRUMBS} failure={sessions.failure} />
  return (
    <>
      <PageHeader title="Your sessions" breadcrumbs={BREADCRUMBS} />
      <OwnSessions initial={sessions.value} />
    </>
  )
}
