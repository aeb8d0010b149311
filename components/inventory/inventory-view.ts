import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useEffect, useMemo, useState } from 'react'
import { homeViewPath } from '@/lib/identity/paths'
import type { InventoryView } from '@/lib/inventory/queries'
import {
  FIRST_SHAPE,
  isSameShape,
  shapeText,
  TABLE_COOKIE,
  type TableShape,
} from '@/lib/inventory/remembered-table'
import { ORDERS, URL_SORT_NAMES, type UrlSort } from '@/lib/inventory/sorts'
import { columnsOf, DENSITIES } from '@/lib/inventory/url-columns'

const PARSERS = {
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(URL_SORT_NAMES).withDefault('verdict'),
  order: parseAsStringLiteral(ORDERS).withDefault('asc'),
  columns: parseAsString,
  density: parseAsStringLiteral(DENSITIES),
}

const YEAR = 365 * 24 * 60 * 60

function remember(shape: TableShape): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it, and Firefox has no cookieStore everywhere
  document.cookie = `${TABLE_COOKIE}=${shapeText(shape)}; path=/; max-age=${YEAR}; samesite=strict`
}

/**
 * What of the table stands in the address, and how to change parts of it: every view of it is a link. What the
 * address leaves open is as this browser remembers it, and is put into the address then.
 */
export function useInventoryView(
  remembered: TableShape,
): [view: InventoryView, change: (part: Partial<InventoryView>) => void] {
  const [asked, setAsked] = useQueryStates(PARSERS, { history: 'replace' })
  const [last, setLast] = useState(remembered)
  const { q, sort, order, columns: named, density: named2 } = asked
  const view = useMemo(() => {
    const columns = (named === null ? undefined : columnsOf(named)) ?? last.columns
    return { q, sort, order, columns, density: named2 ?? last.density }
  }, [q, sort, order, named, named2, last])
  useEffect(() => {
    if (isSameShape(last, FIRST_SHAPE)) return
    void setAsked((now) => ({
      columns: now.columns ?? last.columns.join(','),
      density: now.density ?? last.density,
    }))
  }, [last, setAsked])
  const change = ({ columns, density, ...rest }: Partial<InventoryView>) => {
    const shape = { columns: columns ?? view.columns, density: density ?? view.density }
    const isShaped = columns !== undefined || density !== undefined
    if (isShaped) {
      remember(shape)
      setLast(shape)
    }
    const isFirst = isSameShape(shape, FIRST_SHAPE)
    const inAddress = isFirst
      ? { columns: null, density: null }
      : { ...shape, columns: shape.columns.join(',') }
    void setAsked({ ...rest, ...(isShaped && inAddress) })
  }
  return [view, change]
}

/** The address of a view, with everything in it that another browser might have otherwise. */
export const viewPath = ({ columns, ...rest }: InventoryView): string =>
  homeViewPath({ ...rest, columns: columns.join(',') })

/** Times begin with the newest; a column that is sorted already turns round. */
export function sortedBy(view: InventoryView, sort: UrlSort): Pick<InventoryView, 'sort' | 'order'> {
  const first = sort === 'modified' || sort === 'created' ? 'desc' : 'asc'
  if (view.sort !== sort) return { sort, order: first }
  return { sort, order: view.order === 'asc' ? 'desc' : 'asc' }
}
