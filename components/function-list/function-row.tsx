'use client'

import { clsx } from 'clsx'
import type { FunctionCellProps } from '@/components/function-list/cells'
import { cellLook, FUNCTION_COLUMNS, ROW_LOOK } from '@/components/function-list/columns'
import { useVisibleUrls } from '@/components/function-list/use-visible-urls'

/** The name's link is as large as the row; what else can be used stands above it. */
const ABOVE_THE_ROW =
  'not-first:[&_a]:relative not-first:[&_a]:z-1 not-first:[&_button]:relative not-first:[&_button]:z-1 not-first:[&_[title]]:relative not-first:[&_[title]]:z-1'

interface FunctionRowProps extends Omit<FunctionCellProps, 'urls'> {
  /** Place in the whole list, from 0. */
  index: number
  measure: (row: Element | null) => void
}

/** A function with its URLs: a row of the table, a card in narrow windows. */
export function FunctionRow({ index, measure, ...cell }: FunctionRowProps) {
  const urls = useVisibleUrls(cell.facts)
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={clsx(ROW_LOOK, 'hover:bg-code')}
    >
      {FUNCTION_COLUMNS.map((column) => (
        <td key={column.id} className={clsx(cellLook(column), ABOVE_THE_ROW)}>
          <column.Cell {...cell} urls={urls} />
        </td>
      ))}
    </tr>
  )
}
