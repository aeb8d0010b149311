import type { InventoryView } from '@/lib/inventory/queries'

/** A name for a view of the table of all function URLs, shared by everybody who uses the console. */
export interface SavedView {
  id: string
  name: string
  view: InventoryView
  createdAt: string
  createdBy: string
  changedAt: string
  changedBy: string
}
