import type { Metadata } from 'next'
import { EditForm } from '@/components/function-urls/edit-form'
import { readTab } from '../read-tab'

export const metadata: Metadata = { title: 'Settings' }

export default async function EditPage({ params }: { params: Promise<Record<string, string>> }) {
  const tab = await readTab(params)
  return tab.ok && <EditForm {...tab.value} />
}
