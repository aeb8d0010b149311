import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EntryFrame } from '@/components/sign-in/entry-frame'
import { SetUpForm } from '@/components/sign-in/set-up-form'
import { fromPage } from '@/lib/doorways/page'
import { listWaysIn } from '@/lib/sign-in/accounts'

export const metadata: Metadata = { title: 'Set up the console' }

export default async function SetUpPage() {
  const ways = await fromPage(listWaysIn, {})
  if (!ways.ok || !ways.value.hasLocalAccounts) notFound()
  return (
    <EntryFrame title="Set up the console">
      <SetUpForm />
    </EntryFrame>
  )
}
