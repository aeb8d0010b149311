import type { InventoryView } from '@/lib/inventory/queries'
import { ORDERS, URL_SORT_NAMES } from '@/lib/inventory/sorts'

type Given = Record<string, string | string[] | undefined>

const MAX_QUERY = 1000

/** The view that an address asks for; what is no sort or order is left out, as the browser's own reading leaves it out. */
export function readView({ q, sort, order }: Given): InventoryView {
  return {
    q: typeof q === 'string' ? q.slice(0, MAX_QUERY) : '',
    sort: URL_SORT_NAMES.find((name) => name === sort) ?? 'verdict',
    order: ORDERS.find((name) => name === order) ?? 'asc',
  }
}
