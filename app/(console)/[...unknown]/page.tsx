import type { Metadata } from 'next'
import { notFound } from 'next/navigation'

export const metadata: Metadata = { title: 'No such page' }

/** Every address without a page of its own. */
export default function UnknownPage() {
  notFound()
}
