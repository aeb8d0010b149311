'use client'

import { Download } from 'lucide-react'
import { Menu } from '@/components/ui/menu'
import { exportAddress, type InventoryView } from '@/lib/inventory/queries'
import { parseQuery } from '@/lib/inventory/query'
import { counted } from '@/lib/text/counted'

const FORMATS = { csv: 'CSV', json: 'JSON' } as const

/** What is filtered as a file, in the order and with the columns of the screen. */
export function ExportMenu({ view, matches }: { view: InventoryView; matches: number }) {
  const hasProblem = parseQuery(view.q).problems.length > 0
  const disabledReason = hasProblem
    ? 'Correct the search first: a file would not say what was left out.'
    : matches === 0
      ? 'No function URL matches.'
      : undefined
  return (
    <Menu
      label="Export"
      items={(['csv', 'json'] as const).map((format) => ({
        label: `${FORMATS[format]}, ${counted(matches, 'row')}`,
        disabledReason,
        onSelect: () => save(exportAddress(view, format)),
      }))}
    >
      <Download aria-hidden size={14} />
      Export
    </Menu>
  )
}

/** Has the browser fetch an address into a file, which the server names. */
function save(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
