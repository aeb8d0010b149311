import type { Metadata } from 'next'
import { AccessTab } from '@/components/permissions/access-tab'
import { readTab } from '../read-function-url'

export const metadata: Metadata = { title: 'Access' }

export default async function AccessPage({ params }: { params: Promise<Record<string, string>> }) {
  const tab = await readTab(params)
  return tab.ok && <AccessTab {...tab.value} />
}
