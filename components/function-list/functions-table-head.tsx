import { clsx } from 'clsx'
import { FUNCTION_COLUMNS } from '@/components/function-list/columns'

/** Also the head of the skeleton, so that nothing moves when the rows come. */
export function FunctionsTableHead() {
  return (
    <thead className="text-mute text-small max-lg:sr-only">
      <tr aria-rowindex={1}>
        {FUNCTION_COLUMNS.map(({ id, head, width }) => (
          <th
            key={id}
            scope="col"
            // The line is a shadow: a border of a collapsed table stays behind when its cell sticks.
            className={clsx(
              'sticky top-12 z-10 bg-panel px-3 py-2 font-medium shadow-[inset_0_-1px_0_var(--line-strong)] first:pl-4 last:pr-4',
              width,
            )}
          >
            {head}
          </th>
        ))}
      </tr>
    </thead>
  )
}
