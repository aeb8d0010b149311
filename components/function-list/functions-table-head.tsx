import { clsx } from 'clsx'
import { FUNCTION_COLUMNS } from '@/components/function-list/columns'
import { SortHead } from '@/components/function-list/sort-head'

// The line is a shadow: a border of a collapsed table stays behind when its cell sticks.
const LOOK =
  'sticky top-(--top-bar) z-10 bg-panel px-3 py-2 font-medium shadow-[inset_0_-1px_0_var(--line-strong)] first:pl-4 last:pr-4'

interface FunctionsTableHeadProps {
  /** Sorting what is half read would put rows above those being looked at. */
  canSort?: boolean
}

/** Also the head of the skeleton, so that nothing moves when the rows come. */
export function FunctionsTableHead({ canSort = false }: FunctionsTableHeadProps) {
  return (
    <thead className="text-mute text-small max-lg:sr-only">
      <tr aria-rowindex={1}>
        {FUNCTION_COLUMNS.map(({ id, head, width, sort }) => {
          const className = clsx(LOOK, width)
          return canSort && sort ? (
            <SortHead key={id} sort={sort} className={className}>
              {head}
            </SortHead>
          ) : (
            <th key={id} scope="col" className={className}>
              {/* As high as the button that it becomes once the list can be sorted. */}
              <span className="inline-flex min-h-6 items-center">{head}</span>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
