import { Unlink } from 'lucide-react'
import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export const metadata: Metadata = { title: 'No such page' }

export default function NotFound() {
  return (
    <main className="mx-auto w-full max-w-160 py-12">
      <EmptyState
        level={1}
        icon={<Unlink />}
        title="There is no such page"
        actions={<ButtonLink href="/functions">Go to Functions</ButtonLink>}
      >
        The address names no page of the console. Functions and their URLs are reached from the list of
        functions.
      </EmptyState>
    </main>
  )
}
