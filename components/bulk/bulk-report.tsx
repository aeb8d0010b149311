'use client'

import { Download } from 'lucide-react'
import { saveText } from '@/components/ui/download-button'
import { Menu } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { allBulkItems } from '@/lib/bulk/queries'
import { reportCsv, reportJson } from '@/lib/bulk/report'
import type { BulkItem, BulkProgress } from '@/lib/bulk/schema'
import { failureFrom } from '@/lib/doorways/fetch-json'

/** What became of each item, as a file to keep. */
export function BulkReport({ bulk }: { bulk: BulkProgress }) {
  const toasts = useToast()
  const name = `bulk-change-${bulk.bulkId.slice(0, 8)}`
  const save = (fileName: string, mediaType: string, textOf: (items: BulkItem[]) => string) => async () => {
    try {
      saveText({ text: textOf(await allBulkItems(bulk.bulkId)), fileName, mediaType })
    } catch (error) {
      toasts.show({ tone: 'bad', title: failureFrom(error).message })
    }
  }
  return (
    <Menu
      label="Download a report"
      items={[
        { label: 'As CSV', onSelect: save(`${name}.csv`, 'text/csv', reportCsv) },
        {
          label: 'As JSON',
          onSelect: save(`${name}.json`, 'application/json', (items) => reportJson(bulk, items)),
        },
      ]}
    >
      <Download aria-hidden size={14} />
      Report
    </Menu>
  )
}
