import type { ComponentType, ReactNode } from 'react'
import { AgesCell, type FunctionCellProps, NameCell, RuntimeCell } from '@/components/function-list/cells'
import { RowUrls } from '@/components/function-list/row-urls'
import { UrlColumnHeads } from '@/components/function-list/url-columns'
import { Skeleton } from '@/components/ui/skeleton'
import type { FunctionSort } from '@/lib/functions/sort'

interface FunctionColumn {
  id: string
  head: ReactNode
  /** The order that its head puts the list in. */
  sort?: FunctionSort
  /** Its share of the table; what has none shares what is left. */
  width?: string
  Cell: ComponentType<FunctionCellProps>
  /** The classes of the cell, of the skeleton's too. */
  look?: string
  /** In narrow windows a row is a card: a part with lines of its own, or a fact in the card's last lines. */
  inCard: 'part' | 'fact'
  /** Before anything is known; as high as the cell will be in a card, so that nothing moves. */
  skeleton: ReactNode
}

/**
 * The columns of the list, in their order: head, cell, card and skeleton are all drawn from here. No client module:
 * the skeleton is a page of its own to the bundler, and what it shares with the rows is loaded once that way.
 */
export const FUNCTION_COLUMNS: FunctionColumn[] = [
  {
    id: 'function',
    head: 'Function',
    sort: 'name',
    width: 'w-[20%]',
    Cell: NameCell,
    look: 'align-middle',
    inCard: 'part',
    skeleton: (
      <div className="max-lg:h-12 max-lg:pt-1">
        <Skeleton className="h-4 w-32" />
        <Skeleton className="mt-1.5 h-3 w-40" />
      </div>
    ),
  },
  {
    id: 'urls',
    head: <UrlColumnHeads />,
    Cell: RowUrls,
    look: 'align-middle max-lg:min-h-12 lg:py-1',
    inCard: 'part',
    skeleton: <Skeleton className="h-4 w-72 max-w-full" />,
  },
  {
    id: 'runtime',
    head: 'Runtime',
    sort: 'runtime',
    width: 'w-28',
    Cell: RuntimeCell,
    look: 'text-small max-lg:text-mute',
    inCard: 'fact',
    skeleton: <Skeleton className="h-4 w-20" />,
  },
  {
    id: 'modified',
    head: 'Last modified',
    sort: 'modified',
    width: 'w-44',
    Cell: AgesCell,
    look: 'text-small max-lg:grow max-lg:text-mute',
    inCard: 'fact',
    skeleton: <Skeleton className="h-4 w-16" />,
  },
]

/** Classes of a row: as high as two lines, or a card. */
export const ROW_LOOK =
  'group/row relative border-line border-b max-lg:flex max-lg:flex-wrap max-lg:gap-x-3 max-lg:px-4 max-lg:py-3 lg:h-14.25'

const IN_CARD = { part: 'max-lg:mb-1.5 max-lg:w-full', fact: 'max-lg:min-w-0' }

/** Classes of a column's cells. */
export const cellLook = ({ inCard, look }: FunctionColumn) => [
  'lg:px-3 lg:first:pl-4 lg:last:pr-4',
  IN_CARD[inCard],
  look,
]
