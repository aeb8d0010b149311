'use client'

import { clsx } from 'clsx'
import { FunctionRow } from '@/components/functions/function-row'
import { URL_COLUMNS } from '@/components/functions/function-url-line'
import { RowSpacer } from '@/components/functions/row-spacer'
import type { AccountNames } from '@/components/functions/target-text'
import { useRowWindow } from '@/components/functions/use-row-window'
import type { FunctionFacts } from '@/lib/functions/schema'

const COLUMNS = 4

interface FunctionsTableProps {
  functions: FunctionFacts[]
  /** Whether more rows may come. */
  isComplete: boolean
  accountNames: AccountNames
  readOnlyReason?: string
}

/** The list as a table of which only the rows near the window exist; cards in narrow windows. */
export function FunctionsTable({ functions, isComplete, accountNames, readOnlyReason }: FunctionsTableProps) {
  const keyOf = (index: number) => functions[index]?.FunctionArn ?? String(index)
  const { list, indexes, before, after, measure } = useRowWindow(functions.length, keyOf)
  return (
    <table
      aria-label="Functions"
      aria-rowcount={isComplete ? functions.length + 1 : -1}
      className="w-full table-fixed border-collapse text-left max-lg:block"
    >
      <FunctionsTableHead />
      <tbody ref={list} className="max-lg:block">
        <RowSpacer height={before} columns={COLUMNS} />
        {indexes.map((index) => {
          const facts = functions[index]
          if (!facts) return null
          return (
            <FunctionRow
              key={keyOf(index)}
              facts={facts}
              index={index}
              accountNames={accountNames}
              readOnlyReason={readOnlyReason}
              measure={measure}
            />
          )
        })}
        <RowSpacer height={after} columns={COLUMNS} />
      </tbody>
    </table>
  )
}

/** Also the head of the skeleton, so that nothing moves when the rows come. */
export function FunctionsTableHead() {
  // The line is a shadow: a border of a collapsed table stays behind when its cell sticks.
  const cell = 'sticky top-12 z-10 bg-panel py-2 font-medium shadow-[inset_0_-1px_0_var(--line-strong)]'
  return (
    <thead className="text-mute text-small max-lg:sr-only">
      <tr aria-rowindex={1}>
        <th scope="col" className={clsx(cell, 'w-[20%] pr-3 pl-4')}>
          Function
        </th>
        <th scope="col" className={clsx(cell, 'px-3')}>
          <span className="xl:hidden">Function URLs</span>
          <span className={clsx('max-xl:hidden', URL_COLUMNS)}>
            <span>Qualifier</span>
            <span>Address</span>
            <span>Auth type</span>
            <span>CORS</span>
            <span>Invoke mode</span>
          </span>
        </th>
        <th scope="col" className={clsx(cell, 'w-28 px-3')}>
          Runtime
        </th>
        <th scope="col" className={clsx(cell, 'w-44 pr-4 pl-3')}>
          Last modified
        </th>
      </tr>
    </thead>
  )
}
