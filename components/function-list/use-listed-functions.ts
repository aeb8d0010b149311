'use client'

import { useDeferredValue, useState } from 'react'
import { type ListView, NO_FILTER } from '@/components/function-list/list-address'
import { type FunctionFilter, filterFunctions, isFiltered } from '@/lib/functions/filter'
import { functionsOf, type PlacedPage, placePages, type TargetReading } from '@/lib/functions/reading'
import type { FunctionFacts } from '@/lib/functions/schema'
import { type FunctionSort, sortFunctions } from '@/lib/functions/sort'

interface ListedInput {
  readings: TargetReading[]
  view: ListView
  isStopped: boolean
  /** Null while something is still unread: then nothing is sorted. */
  sort: FunctionSort | null
}

export interface ListedFunctions {
  functions: FunctionFacts[]
  /** The filter that they went through: a moment behind the one being typed. */
  filter: FunctionFilter
}

/** The functions to show, in their order: by target where nothing is looked for, as they arrive where something is. */
export function useListedFunctions({ readings, view, isStopped, sort }: ListedInput): ListedFunctions {
  const { text, account, region, runtime, description } = view
  const typed = { text, account, region, runtime, description }
  const filterKey = useDeferredValue(JSON.stringify(typed))
  const filter: FunctionFilter = { ...NO_FILTER, ...JSON.parse(filterKey) }
  const inTargetOrder = !isFiltered(filter) && !isStopped
  const placed = usePlacedPages(readings, inTargetOrder, filterKey)
  const functions = sortFunctions(filterFunctions(functionsOf(readings, placed), filter), sort)
  return { functions, filter }
}

/** Pages keep the place they once got; another filter is another list and begins anew. */
function usePlacedPages(readings: TargetReading[], inTargetOrder: boolean, filterKey: string): PlacedPage[] {
  const [kept, setKept] = useState<{ filterKey: string; placed: PlacedPage[] }>({ filterKey, placed: [] })
  const before = kept.filterKey === filterKey ? kept.placed : []
  const placed = placePages(before, readings, inTargetOrder)
  if (placed !== kept.placed) setKept({ filterKey, placed })
  return placed
}
