import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BackAgain } from '@/components/sign-in/back-again'
import { EntryFrame } from '@/components/sign-in/entry-frame'
import { fromPage } from '@/lib/doorways/page'
import { describeSelf } from '@/lib/sign-in/own-sessions'

export const metadata: Metadata = { title: 'Signed in' }

export default async function SignedInPage() {
  const self = await fromPage(describeSelf, {})
  if (!self.ok) notFound()
  return (
    <EntryFrame title="Signed in">
      <BackAgain personId={self.value.id} />
    </EntryFrame>
  )
}
