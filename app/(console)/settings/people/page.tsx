import type { Metadata } from 'next'
import { PageFailure } from '@/components/failures/page-failure'
import { PeopleBoard } from '@/components/people/people-board'
import { PageHeader } from '@/components/ui/page-header'
import { fromPage } from '@/lib/doorways/page'
import { SETTINGS_PATH } from '@/lib/identity/paths'
import { getPeople } from '@/lib/people/read'

const TITLE = 'People and groups'

export const metadata: Metadata = { title: TITLE }

export default async function PeoplePage() {
  const people = await fromPage(getPeople, {})
  if (!people.ok) return <PageFailure title={TITLE} failure={people.failure} />
  return (
    <>
      <PageHeader
        title={TITLE}
        subtitle="Who may come, and what each may do"
        breadcrumbs={[{ label: 'Settings', href: SETTINGS_PATH }]}
      />
      <PeopleBoard initial={people.value} />
    </>
  )
}
