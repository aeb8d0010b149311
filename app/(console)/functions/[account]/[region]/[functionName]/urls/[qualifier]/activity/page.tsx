import type { Metadata } from 'next'
import { ChangeList } from '@/components/activity/change-list'
import { FailureCallout } from '@/components/failures/failure-callout'
import { listChanges } from '@/lib/changes/read'
import { functionUrlIdentitySchema, identityOfParams } from '@/lib/function-urls/schema'
import { fromPage } from '@/lib/page'

export const metadata: Metadata = { title: 'Activity' }

/** Shown without a function URL too: what was deleted is found here. */
export default async function ActivityTabPage({ params }: { params: Promise<Record<string, string>> }) {
  const identity = identityOfParams(functionUrlIdentitySchema, await params)
  if (!identity.ok) return null
  const page = await fromPage(listChanges, identity.value)
  if (!page.ok) return <FailureCallout failure={page.failure} />
  return <ChangeList filter={identity.value} firstPage={page.value} />
}
