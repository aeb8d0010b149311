import type { Metadata } from 'next'
import { TryIt } from '@/components/probe/try-it'
import { identityKey } from '@/lib/identity/names'
import { readTab } from '../read-tab'

export const metadata: Metadata = { title: 'Try it' }

export default async function TryItPage({ params }: { params: Promise<Record<string, string>> }) {
  const tab = await readTab(params)
  return tab.ok && <TryIt key={identityKey(tab.value.identity)} {...tab.value} />
}
