import { clsx } from 'clsx'
import type { ReactNode } from 'react'

interface DiffRow {
  label: ReactNode
  /** What is there now; empty text stands for nothing. */
  before: ReactNode
  after: ReactNode
  changed: boolean
}

interface BeforeAfterProps {
  /** What is compared, for screen readers. */
  label?: string
  rows: DiffRow[]
  /** Column titles where "Before" and "After" are not the right words. */
  titles?: { before: string; after: string }
}

const PLAIN = { before: 'Before', after: 'After' }

/** Two states side by side, one row for each member; below each other when narrow. */
export function BeforeAfter({ label = 'Before and after', rows, titles = PLAIN }: BeforeAfterProps) {
  return (
    <table aria-label={label} className="w-full table-fixed border-collapse text-left">
      <thead className="border-line-strong border-b text-mute text-small max-sm:sr-only">
        <tr>
          <th scope="col" className="w-[24%] py-1.5 pr-3 font-medium">
            Setting
          </th>
          <th scope="col" className="px-3 py-1.5 font-medium">
            {titles.before}
          </th>
          <th scope="col" className="px-3 py-1.5 font-medium">
            {titles.after}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the order
          <BeforeAfterRow key={index} row={row} titles={titles} />
        ))}
      </tbody>
    </table>
  )
}

function BeforeAfterRow({ row, titles }: { row: DiffRow; titles: { before: string; after: string } }) {
  const cell =
    'break-words px-3 py-2 align-top max-sm:flex max-sm:gap-2 max-sm:px-0 max-sm:py-0.5 max-sm:before:w-14 max-sm:before:shrink-0 max-sm:before:text-mute max-sm:before:text-small max-sm:before:content-[attr(data-label)]'
  return (
    <tr className="border-line border-b last:border-b-0 max-sm:flex max-sm:flex-col max-sm:py-2">
      <th scope="row" className="break-words py-2 pr-3 text-left align-top font-normal text-mute max-sm:p-0">
        {row.label}
        {row.changed && <span className="sr-only"> (changed)</span>}
      </th>
      <td data-label={titles.before} className={cell}>
        <Value isGone={row.changed}>{row.before}</Value>
      </td>
      <td data-label={titles.after} className={clsx(cell, row.changed && 'sm:bg-ok-soft')}>
        <Value>{row.after}</Value>
      </td>
    </tr>
  )
}

function Value({ isGone = false, children }: { isGone?: boolean; children: ReactNode }) {
  const isNothing = children === '' || children === null || children === undefined
  if (isNothing) return <span className="text-mute">not set</span>
  return <div className={clsx('min-w-0', isGone && 'text-mute line-through decoration-bad')}>{children}</div>
}
