'use client'

import { ColumnsPopover } from '@/components/inventory/columns-popover'
import { ExportMenu } from '@/components/inventory/export-menu'
import { ViewsMenu } from '@/components/inventory/views-menu'
import type { InventoryView } from '@/lib/inventory/queries'

export interface TableToolsProps {
  view: InventoryView
  onChange: (part: Partial<InventoryView>) => void
  /** How many rows an export would have. */
  matches: number
}

/** Saved views, what is shown and in which order, and the rows as a file. */
export function TableTools({ view, onChange, matches }: TableToolsProps) {
  return (
    <>
      <ViewsMenu view={view} />
      <ColumnsPopover view={view} onChange={onChange} />
      <ExportMenu view={view} matches={matches} />
    </>
  )
}
