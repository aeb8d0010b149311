import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { InventoryView } from '@/lib/inventory/queries'
import { ORDERS, URL_SORT_NAMES, type UrlSort } from '@/lib/inventory/sorts'

const PARSERS = {
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(URL_SORT_NAMES).withDefault('verdict'),
  order: parseAsStringLiteral(ORDERS).withDefault('asc'),
}

/** What of the table stands in the address, and how to change parts of it: every view of it is a link. */
export function useInventoryView(): [view: InventoryView, change: (part: Partial<InventoryView>) => void] {
  const [view, setView] = useQueryStates(PARSERS, { history: 'replace' })
  return [view, (part) => void setView(part)]
}

/** Times begin with the newest; a column that is sorted already turns round. */
export function sortedBy(view: InventoryView, sort: UrlSort): Pick<InventoryView, 'sort' | 'order'> {
  const first = sort === 'modified' ? 'desc' : 'asc'
  if (view.sort !== sort) return { sort, order: first }
  return { sort, order: view.order === 'asc' ? 'desc' : 'asc' }
}
