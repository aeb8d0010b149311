'use client'

import { type KeyboardEvent, useRef } from 'react'
import { useSelection } from '@/components/bulk/selection'
import { Checkbox } from '@/components/ui/checkbox'
import { functionUrlName } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

const MARK = 'data-select-row'

interface SelectCellProps {
  rows: readonly FunctionUrlIdentity[]
  index: number
}

/** Chooses a row. With Shift, by pointer or space bar, everything from the last one on; arrows go to the next row's. */
export function SelectCell({ rows, index }: SelectCellProps) {
  const { isChosen, toggle } = useSelection()
  const isShift = useRef(false)
  const row = rows[index]
  if (!row) return null
  const move = (event: KeyboardEvent<HTMLInputElement>) => {
    // Of an arrow the next box hears the end: here it would be held for the next click.
    isShift.current = event.shiftKey && event.key === ' '
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = boxOf(index + step)
    if (!next) return
    next.focus()
    if (!event.shiftKey) return
    if (!isChosen(row)) toggle(rows, index, false)
    toggle(rows, index + step, true)
  }
  return (
    <Checkbox
      checked={isChosen(row)}
      label={<span className="sr-only">Select {functionUrlName(row)}</span>}
      className="min-h-8 min-w-8 items-center justify-center align-middle"
      onClick={(event) => {
        isShift.current ||= event.shiftKey
      }}
      onKeyDown={move}
      onKeyUp={() => {
        isShift.current = false
      }}
      onCheckedChange={() => {
        toggle(rows, index, isShift.current)
        isShift.current = false
      }}
      {...{ [MARK]: index }}
    />
  )
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

const boxOf = (index: number) => document.querySelector<HTMLInputElement>(`input[${MARK}="${index}"]`)

/** Chooses every row that is loaded, or none of them. */
export function SelectAllCell({ rows }: { rows: readonly FunctionUrlIdentity[] }) {
  const { isChosen, setAll } = useSelection()
  const areAll = rows.length > 0 && rows.every(isChosen)
  return (
    <Checkbox
      checked={areAll}
      label={<span className="sr-only">Select the rows shown</span>}
      className="min-h-7 min-w-8 items-center justify-center align-middle"
      onCheckedChange={(isOn) => setAll(rows, isOn)}
    />
  )
}
