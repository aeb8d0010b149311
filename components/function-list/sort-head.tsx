'use client'

import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useListView } from '@/components/function-list/list-address'
import type { FunctionSort } from '@/lib/functions/sort'

interface SortHeadProps extends ComponentProps<'th'> {
  sort: FunctionSort
}

/** The head of a column that orders the list by it, and once more back to the order of reading. */
export function SortHead({ sort, className, children, ...rest }: SortHeadProps) {
  const [view, change] = useListView()
  const isSorted = view.sort === sort
  const Arrow = sort === 'modified' ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (sort === 'modified' ? 'descending' : 'ascending') : undefined}
      className={className}
      {...rest}
    >
      <button
        type="button"
        onClick={() => change({ sort: isSorted ? null : sort })}
        className="group/sort -mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 font-medium hover:text-ink"
      >
        {children}
        <Arrow
          aria-hidden
          size={13}
          className={clsx(
            !isSorted && 'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60',
          )}
        />
      </button>
    </th>
  )
}
