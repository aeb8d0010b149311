import type { InventoryView } from '@/lib/inventory/queries'
import type { TableShape } from '@/lib/inventory/remembered-table'
import { ORDERS, URL_SORT_NAMES } from '@/lib/inventory/sorts'
import { columnsOf, DENSITIES } from '@/lib/inventory/url-columns'

type Given = Record<string, string | string[] | undefined>

const MAX_QUERY = 1000

/**
 * The view that an address asks for; what is no sort, order or column is left out, as the browser's own reading
 * leaves it out. What it does not say is as this browser remembers it.
 */
export function readView({ q, sort, order, columns, density }: Given, remembered: TableShape): InventoryView {
  return {
    q: typeof q === 'string' ? q.slice(0, MAX_QUERY) : '',
    sort: URL_SORT_NAMES.find((name) => name === sort) ?? 'verdict',
    order: ORDERS.find((name) => name === order) ?? 'asc',
    columns: (typeof columns === 'string' ? columnsOf(columns) : undefined) ?? remembered.columns,
    density: DENSITIES.find((name) => name === density) ?? remembered.density,
  }
}
