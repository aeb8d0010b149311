import type { Metadata } from 'next'
import { NoSuchPage } from '@/components/failures/no-such-page'

export const metadata: Metadata = { title: 'No such page' }

/** Where even the frame around the pages is missing. */
export default function NotFound() {
  return (
    <main className="mx-auto w-full max-w-160 py-12">
      <NoSuchPage />
    </main>
  )
}
