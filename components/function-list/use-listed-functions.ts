'use client'

import { useDeferredValue, useState } from 'react'
import { type ListView, NO_FILTER } from '@/components/function-list/list-address'
import type { AccountNames } from '@/components/function-list/target-text'
import type { ReadUrls } from '@/components/function-list/use-read-urls'
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
  accountNames: AccountNames
  urls: ReadUrls
}

export interface ListedFunctions {
  functions: FunctionFacts[]
  /** The filter that they went through: a moment behind the one being typed. */
  filter: FunctionFilter
}

/** The functions to show, in their order: by target where nothing is looked for, as they arrive where something is. */
export function useListedFunctions(input: ListedInput): ListedFunctions {
  const { readings, view, isStopped, sort, accountNames } = input
  const { sort: _, ...typed } = view
  const filterKey = useDeferredValue(JSON.stringify(typed))
  const filter: FunctionFilter = { ...NO_FILTER, ...JSON.parse(filterKey) }
  const inTargetOrder = !isFiltered(filter) && !isStopped
  const placed = usePlacedPages(readings, inTargetOrder, filterKey)
  const functions = sortFunctions(
    filterFunctions(functionsOf(readings, placed), filter, { urlsOf: input.urls.urlsOf, accountNames }),
    sort,
  )
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
