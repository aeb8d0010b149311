import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EntryFrame } from '@/components/sign-in/entry-frame'
import { SignInPanel } from '@/components/sign-in/sign-in-panel'
import { fromPage } from '@/lib/doorways/page'
import { FAILURES } from '@/lib/failures/failure-table'
import { FAILURE_CODES } from '@/lib/failures/result'
import { listWaysIn } from '@/lib/sign-in/accounts'

export const metadata: Metadata = { title: 'Sign in' }

type Query = Record<'next' | 'failed' | 'proof', string | string[] | undefined>

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const ways = await fromPage(listWaysIn, {})
  if (!ways.ok) notFound()
  const { next, failed, proof } = await searchParams
  const code = FAILURE_CODES.find((each) => each === failed)
  return (
    <EntryFrame title={proof ? 'Prove that it is you' : 'Sign in'}>
      <SignInPanel
        ways={ways.value}
        next={typeof next === 'string' ? next : undefined}
        failed={code && `${FAILURES[code].cause} ${FAILURES[code].cure}`}
        isProof={proof === 'yes'}
      />
    </EntryFrame>
  )
}
