import type { Metadata } from 'next'
import { EntryFrame } from '@/components/sign-in/entry-frame'
import { InvitationForm } from '@/components/sign-in/invitation-form'
import { Callout } from '@/components/ui/callout'
import { fromPage } from '@/lib/doorways/page'
import { lookAtInvitation } from '@/lib/sign-in/accounts'

export const metadata: Metadata = { title: 'Invitation' }

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const invited = await fromPage(lookAtInvitation, { token })
  return (
    <EntryFrame title={invited.ok ? `Welcome, ${invited.value.name}` : 'Invitation'}>
      {invited.ok ? (
        <InvitationForm token={token} login={invited.value.login} />
      ) : (
        <Callout tone="bad">{invited.failure.message}</Callout>
      )}
    </EntryFrame>
  )
}
