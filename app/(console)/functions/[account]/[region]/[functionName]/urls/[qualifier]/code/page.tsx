import type { Metadata } from 'next'
import { CodeTab } from '@/components/codegen/code-tab'
import { readTab } from '../read-tab'

export const metadata: Metadata = { title: 'Code' }

export default async function CodePage({ params }: { params: Promise<Record<string, string>> }) {
  const tab = await readTab(params)
  return tab.ok && <CodeTab {...tab.value} />
}
