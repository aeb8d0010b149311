'use client'

import { createContext, type ReactNode, use, useRef, useState } from 'react'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { MAX_SELECTED } from '@/lib/inventory/selection-limit'

/** Rows by their keys: those that are chosen, or of all that match a query those that are not. */
type Keyed = ReadonlyMap<string, FunctionUrlIdentity>

/** What somebody has chosen: rows, or everything that a query lets through. */
export type Selection = { from: 'rows'; rows: Keyed } | { from: 'query'; q: string; except: Keyed }

const NOTHING: Selection = { from: 'rows', rows: new Map() }

interface Selecting {
  selection: Selection
  isChosen: (row: FunctionUrlIdentity) => boolean
  /** Chooses a row or not; with `isRange` everything between the last one and this too. */
  toggle: (rows: readonly FunctionUrlIdentity[], index: number, isRange: boolean) => void
  /** All of these rows, or none of them. */
  setAll: (rows: readonly FunctionUrlIdentity[], isChosen: boolean) => void
  chooseQuery: (q: string) => void
  clear: () => void
}

const Context = createContext<Selecting | null>(null)

/** What is chosen in the table of function URLs; it outlives paging, sorting and another search. */
export function SelectionProvider({ children }: { children: ReactNode }) {
  const [selection, setSelection] = useState<Selection>(NOTHING)
  const anchor = useRef<string>(undefined)
  const setAll = (rows: readonly FunctionUrlIdentity[], isOn: boolean) =>
    setSelection((before) => withRows(before, rows, isOn))
  const toggle = (rows: readonly FunctionUrlIdentity[], index: number, isRange: boolean) => {
    const row = rows[index]
    if (!row) return
    // By its key: the rows may have been sorted anew since.
    const from = isRange ? rows.findIndex((each) => identityKey(each) === anchor.current) : -1
    anchor.current = identityKey(row)
    const isOn = from >= 0 || !isIn(selection, row)
    const start = from < 0 ? index : Math.min(from, index)
    const end = from < 0 ? index : Math.max(from, index)
    setAll(rows.slice(start, end + 1), isOn)
  }
  const value: Selecting = {
    selection,
    isChosen: (row) => isIn(selection, row),
    toggle,
    setAll,
    chooseQuery: (q) => setSelection({ from: 'query', q, except: new Map() }),
    clear: () => setSelection(NOTHING),
  }
  return <Context value={value}>{children}</Context>
}

export function useSelection(): Selecting {
  const selecting = use(Context)
  if (!selecting) throw new Error('There is no selection here.')
  return selecting
}

const isIn = (selection: Selection, row: FunctionUrlIdentity): boolean =>
  selection.from === 'rows' ? selection.rows.has(identityKey(row)) : !selection.except.has(identityKey(row))

function withRows(selection: Selection, rows: readonly FunctionUrlIdentity[], isOn: boolean): Selection {
  if (selection.from === 'rows') return { from: 'rows', rows: changed(selection.rows, rows, isOn) }
  return { ...selection, except: changed(selection.except, rows, !isOn) }
}

function changed(keyed: Keyed, rows: readonly FunctionUrlIdentity[], isAdded: boolean): Keyed {
  const next = new Map(keyed)
  for (const { account, region, functionName, qualifier } of rows) {
    const row = { account, region, functionName, qualifier }
    if (!isAdded) next.delete(identityKey(row))
    else if (next.size < MAX_SELECTED) next.set(identityKey(row), row)
  }
  return next
}
