'use client'

import { FUNCTION_COLUMNS } from '@/components/function-list/columns'
import { FunctionRow } from '@/components/function-list/function-row'
import { FunctionsTableHead } from '@/components/function-list/functions-table-head'
import { RowSpacer } from '@/components/function-list/row-spacer'
import type { AccountNames } from '@/components/function-list/target-text'
import { useRowWindow } from '@/components/function-list/use-row-window'
import type { FunctionFacts } from '@/lib/functions/schema'
import type { Terms } from '@/lib/functions/search'

interface FunctionsTableProps {
  functions: FunctionFacts[]
  /** What is looked for. */
  terms: Terms
  /** Whether more rows may come. */
  isComplete: boolean
  accountNames: AccountNames
  readOnlyReason?: string
}

/** The list as a table of which only the rows near the window exist; cards in narrow windows. */
export function FunctionsTable(props: FunctionsTableProps) {
  const { functions, terms, isComplete, accountNames, readOnlyReason } = props
  const keyOf = (index: number) => functions[index]?.FunctionArn ?? String(index)
  const { list, indexes, before, after, measure } = useRowWindow(functions.length, keyOf)
  return (
    <table
      aria-label="Functions"
      aria-rowcount={isComplete ? functions.length + 1 : -1}
      className="w-full table-fixed border-collapse text-left max-lg:block"
    >
      <FunctionsTableHead canSort={isComplete} />
      <tbody ref={list} className="max-lg:block">
        <RowSpacer height={before} columns={FUNCTION_COLUMNS.length} />
        {indexes.map((index) => {
          const facts = functions[index]
          if (!facts) return null
          return (
            <FunctionRow
              key={keyOf(index)}
              facts={facts}
              terms={terms}
              index={index}
              accountNames={accountNames}
              readOnlyReason={readOnlyReason}
              measure={measure}
            />
          )
        })}
        <RowSpacer height={after} columns={FUNCTION_COLUMNS.length} />
      </tbody>
    </table>
  )
}
