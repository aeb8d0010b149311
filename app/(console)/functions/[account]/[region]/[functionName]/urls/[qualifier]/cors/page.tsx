import type { Metadata } from 'next'
import { CorsTab } from '@/components/cors/cors-tab'
import { readTab } from '../read-tab'

export const metadata: Metadata = { title: 'CORS' }

export default async function CorsPage({ params }: { params: Promise<Record<string, string>> }) {
  const tab = await readTab(params)
  return tab.ok && <CorsTab {...tab.value} />
}
