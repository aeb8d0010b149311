import { clsx } from 'clsx'
import { cellLook, FUNCTION_COLUMNS, ROW_LOOK } from '@/components/function-list/columns'
import { FunctionsTableHead } from '@/components/function-list/functions-table-head'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'

const ROWS = 12

/** The shape of the list before anything is known of it. */
export function FunctionsSkeleton() {
  return (
    <div aria-busy="true">
      <PageHeader title="Functions" subtitle={<Skeleton className="my-0.75 h-3 w-64" />} />
      <Panel>
        <div className="border-line border-b p-3">
          <span role="status" className="sr-only">
            Reading the functions
          </span>
          <Skeleton className="h-38 w-full sm:h-28 lg:h-18 xl:h-8" />
          <Skeleton className="mt-3.25 h-4 w-56" />
        </div>
        <table aria-hidden className="w-full table-fixed border-collapse text-left max-lg:block">
          <FunctionsTableHead />
          <SkeletonRows rows={ROWS} />
        </table>
      </Panel>
    </div>
  )
}

/** Rows of the size that functions will have. */
export function SkeletonRows({ rows }: { rows: number }) {
  return (
    <tbody aria-hidden className="max-lg:block">
      {Array.from({ length: rows }, (_, row) => (
        <tr
          // biome-ignore lint/suspicious/noArrayIndexKey: rows to come have no other identity and never move
          key={row}
          className={ROW_LOOK}
        >
          {FUNCTION_COLUMNS.map((column) => (
            <td key={column.id} className={clsx(cellLook(column))}>
              {column.skeleton}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}
