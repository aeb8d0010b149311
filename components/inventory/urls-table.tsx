'use client'

import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { SelectAllCell, SelectCell } from '@/components/bulk/select-cells'
import { RowSpacer } from '@/components/function-list/row-spacer'
import type { AccountNames } from '@/components/function-list/target-text'
import { useRowWindow } from '@/components/function-list/use-row-window'
import { shareOf, URL_ROW_LOOK, URL_TABLE_COLUMNS, urlTableCellLook } from '@/components/inventory/columns'
import { identityKey } from '@/lib/identity/names'
import type { InventoryView } from '@/lib/inventory/queries'
import type { InventoryRow } from '@/lib/inventory/schema'
import type { UrlSort } from '@/lib/inventory/sorts'
import { urlColumn } from '@/lib/inventory/url-columns'

interface UrlsTableProps {
  rows: InventoryRow[]
  /** How many there are, loaded or not. */
  matches: number
  view: InventoryView
  onSort: (sort: UrlSort) => void
  accountNames: AccountNames
}

/** Heights of a row and of a card on one line, before they are measured. */
const COMPACT = { row: 36, card: 140 }

/** The table of function URLs, of which only the rows near the window exist; cards in narrow windows. */
export function UrlsTable({ rows, matches, view, onSort, accountNames }: UrlsTableProps) {
  const keyOf = (index: number) => {
    const row = rows[index]
    return row ? identityKey(row) : String(index)
  }
  const { columns, density } = view
  const { list, indexes, before, after, measure } = useRowWindow(
    rows.length,
    keyOf,
    density === 'compact' ? COMPACT : undefined,
  )
  return (
    <table
      aria-label="Function URLs"
      aria-rowcount={matches + 1}
      className="w-full table-fixed border-collapse text-left max-lg:block"
    >
      <colgroup className="max-lg:hidden">
        <col width="48" />
        {columns.map((id) => (
          <col key={id} width={shareOf(id, columns)} />
        ))}
      </colgroup>
      <UrlsTableHead view={view} onSort={onSort} rows={rows} />
      <tbody ref={list} className="max-lg:block">
        <RowSpacer height={before} columns={columns.length + 1} />
        {indexes.map((index) => {
          const row = rows[index]
          if (!row) return null
          return (
            <tr
              key={keyOf(index)}
              ref={measure}
              data-index={index}
              aria-rowindex={index + 2}
              className={clsx(URL_ROW_LOOK[density], 'hover:bg-code max-lg:relative max-lg:pl-11')}
            >
              <td className="max-lg:absolute max-lg:top-1.5 max-lg:left-2 lg:pl-2">
                <SelectCell rows={rows} index={index} />
              </td>
              {columns.map((id) => {
                const { Cell } = URL_TABLE_COLUMNS[id]
                return (
                  <td key={id} className={clsx(urlTableCellLook(id))}>
                    <Cell row={row} accountNames={accountNames} density={density} />
                  </td>
                )
              })}
            </tr>
          )
        })}
        <RowSpacer height={after} columns={columns.length + 1} />
      </tbody>
    </table>
  )
}

function UrlsTableHead({ view, onSort, rows }: Pick<UrlsTableProps, 'view' | 'onSort' | 'rows'>) {
  return (
    <thead className="text-mute text-small max-lg:sr-only">
      <tr aria-rowindex={1}>
        <th
          scope="col"
          className="sticky top-(--top-bar) z-10 bg-panel pl-2 shadow-[inset_0_-1px_0_var(--line-strong)]"
        >
          <SelectAllCell rows={rows} />
        </th>
        {view.columns.map((id) => {
          const { head, sort } = urlColumn(id)
          const isSorted = view.sort === sort
          const Arrow = view.order === 'asc' ? ArrowUp : ArrowDown
          return (
            <th
              key={id}
              scope="col"
              aria-sort={isSorted ? (view.order === 'asc' ? 'ascending' : 'descending') : undefined}
              // The line is a shadow: a border of a collapsed table stays behind when its cell sticks.
              className={clsx(
                'sticky top-(--top-bar) z-10 bg-panel px-2 py-1 font-medium shadow-[inset_0_-1px_0_var(--line-strong)] first:pl-4 last:pr-4',
              )}
            >
              <button
                type="button"
                onClick={() => onSort(sort)}
                className="-mx-1 inline-flex h-7 max-w-full items-center gap-1 rounded-sm px-1 hover:text-ink"
              >
                <span className="truncate">{head}</span>
                {isSorted && <Arrow aria-hidden size={12} className="shrink-0" />}
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
