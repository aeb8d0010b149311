import { clsx } from 'clsx'
import type { ReactNode } from 'react'

interface DiffRow {
  label: ReactNode
  /** What is there now, an entry of a list each; none stands for nothing. */
  before: readonly string[]
  after: readonly string[]
  changed: boolean
}

interface BeforeAfterProps {
  rows: DiffRow[]
  /** Column titles where "Before" and "After" are not the right words. */
  titles?: { before: string; after: string }
}

const PLAIN = { before: 'Before', after: 'After' }

/** Two states side by side, one row for each member; below each other when narrow. */
export function BeforeAfter({ rows, titles = PLAIN }: BeforeAfterProps) {
  return (
    <table aria-label="Before and after" className="w-full table-fixed border-collapse text-left">
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
        <Entries entries={row.before} others={row.after} as="del" />
      </td>
      <td data-label={titles.after} className={clsx(cell, row.changed && 'sm:bg-selected')}>
        <Entries entries={row.after} others={row.before} as="ins" />
      </td>
    </tr>
  )
}

interface EntriesProps {
  entries: readonly string[]
  /** Those of the other side: what stands on both is not marked. */
  others: readonly string[]
  as: 'del' | 'ins'
}

const LOOK = {
  del: 'text-mute line-through decoration-bad',
  ins: 'font-strong no-underline',
}

function Entries({ entries, others, as: Mark }: EntriesProps) {
  if (entries.length === 0) return <span className="text-mute">not set</span>
  return (
    <div className="min-w-0 break-words">
      {entries.map((entry) => (
        <div key={entry}>{others.includes(entry) ? entry : <Mark className={LOOK[Mark]}>{entry}</Mark>}</div>
      ))}
    </div>
  )
}
