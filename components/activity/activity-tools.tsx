'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { saveFile } from '@/components/ui/download-button'
import { Menu } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { activityExportAddress } from '@/lib/activity/queries'
import type { ActivityFilter } from '@/lib/activity/schema'
import { failureFrom, fetchFile } from '@/lib/doorways/fetch-json'
import { RECORD_HEAD_API_PATH } from '@/lib/identity/api-paths'
import { counted, formatNumber } from '@/lib/text/counted'

interface ActivityToolsProps {
  filter: ActivityFilter
  /** How many entries are on the page. */
  shown: number
  /** Of all that match, where that is known. */
  total?: number
  /** The record has been searched to its beginning. */
  isWhole: boolean
}

/** How many there are, and the same as a file. */
export function ActivityTools({ filter, shown, total, isWhole }: ActivityToolsProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p role="status" className="text-mute text-small">
        {countText(shown, total, isWhole)}
      </p>
      <ExportRecord filter={filter} />
    </div>
  )
}

function countText(shown: number, total: number | undefined, isWhole: boolean): string {
  if (isWhole) return counted(shown, 'entry', 'entries')
  if (total !== undefined) return `${formatNumber(shown)} of ${counted(total, 'entry', 'entries')}`
  return `${counted(shown, 'entry', 'entries')} so far; the record goes on`
}

function ExportRecord({ filter }: { filter: ActivityFilter }) {
  const toasts = useToast()
  const [isSaving, setSaving] = useState(false)
  const save = async (address: string) => {
    setSaving(true)
    try {
      const { content, fileName } = await fetchFile(address)
      saveFile(content, fileName)
    } catch (error) {
      toasts.show({ tone: 'bad', title: failureFrom(error).message })
    }
    setSaving(false)
  }
  const disabledReason = isSaving ? 'An export is on its way.' : undefined
  const item = (label: string, address: string, separated = false) => ({
    label,
    disabledReason,
    separated,
    onSelect: () => void save(address),
  })
  return (
    <Menu
      label="Export"
      items={[
        item('CSV, for a spreadsheet', activityExportAddress(filter, 'csv')),
        item('JSON lines, to check against the chain', activityExportAddress(filter, 'jsonl')),
        item('Head of the chain, to keep elsewhere', RECORD_HEAD_API_PATH, true),
      ]}
    >
      <Download aria-hidden size={14} />
      {isSaving ? 'Exporting …' : 'Export'}
    </Menu>
  )
}
