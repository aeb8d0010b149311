'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { saveFile } from '@/components/ui/download-button'
import { Menu } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { failureFrom, fetchFile } from '@/lib/doorways/fetch-json'
import { exportAddress, type InventoryView } from '@/lib/inventory/queries'
import { parseQuery } from '@/lib/inventory/query'
import { counted } from '@/lib/text/counted'

const FORMATS = { csv: 'CSV', json: 'JSON' } as const

/** What is filtered as a file, in the order and with the columns of the screen. */
export function ExportMenu({ view, matches }: { view: InventoryView; matches: number }) {
  const toasts = useToast()
  const [isSaving, setSaving] = useState(false)
  const save = async (format: keyof typeof FORMATS) => {
    setSaving(true)
    try {
      const { content, fileName } = await fetchFile(exportAddress(view, format))
      saveFile(content, fileName)
    } catch (error) {
      toasts.show({ tone: 'bad', title: failureFrom(error).message })
    }
    setSaving(false)
  }
  const disabledReason = reasonAgainst(view, matches, isSaving)
  return (
    <Menu
      label="Export"
      items={(['csv', 'json'] as const).map((format) => ({
        label: `${FORMATS[format]}, ${counted(matches, 'row')}`,
        disabledReason,
        onSelect: () => void save(format),
      }))}
    >
      <Download aria-hidden size={14} />
      {isSaving ? 'Exporting …' : 'Export'}
    </Menu>
  )
}

function reasonAgainst({ q }: InventoryView, matches: number, isSaving: boolean): string | undefined {
  if (isSaving) return 'An export is on its way.'
  if (parseQuery(q).problems.length > 0)
    return 'Correct the search first: a file would not say what was left out.'
  return matches === 0 ? 'No function URL matches.' : undefined
}
