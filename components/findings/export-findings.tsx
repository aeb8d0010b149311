'use client'

import { Download } from 'lucide-react'
import { useTransition } from 'react'
import { unreadOfOverview } from '@/components/findings/unread-of-overview'
import { saveText } from '@/components/ui/download-button'
import { Menu } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { failureFrom } from '@/lib/doorways/fetch-json'
import type { FindingFormat } from '@/lib/findings/formats/formats'
import type { FindingsFilter, FindingsOverview } from '@/lib/inventory/finding-schema'
import { everyFinding } from '@/lib/inventory/queries'

const LABELS: [FindingFormat, string][] = [
  ['csv', 'CSV'],
  ['json', 'JSON'],
  ['sarif', 'SARIF 2.1.0'],
]

/** The findings that are shown, muted ones marked, as a file with what could not be read. */
export function ExportFindings({ filter, overview }: { filter: FindingsFilter; overview: FindingsOverview }) {
  const toasts = useToast()
  const [isPending, start] = useTransition()
  const save = (format: FindingFormat) =>
    start(async () => {
      try {
        const [{ FINDING_FORMATS }, rows] = await Promise.all([
          import('@/lib/findings/formats/formats'),
          everyFinding(filter),
        ])
        const { write, extension, mediaType } = FINDING_FORMATS[format]
        const { urls, oldestAt, accountNames } = overview
        const problems = unreadOfOverview(overview)
        const at = new Date().toISOString()
        const text = write({ at, oldestAt, urls, rows, problems, accountNames, console: location.origin })
        saveText({ text, fileName: `findings-${at.slice(0, 10)}.${extension}`, mediaType })
      } catch (error) {
        toasts.show({ tone: 'bad', title: failureFrom(error).message })
      }
    })
  return (
    <Menu
      label="Export the findings"
      variant="secondary"
      items={LABELS.map(([format, label]) => ({ label, onSelect: () => save(format) }))}
    >
      <Download aria-hidden size={14} /> {isPending ? 'Exporting' : 'Export'}
    </Menu>
  )
}
