import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { DESCRIPTION_FILTERS, type FunctionFilter, URL_FILTERS } from '@/lib/functions/filter'
import { FUNCTION_SORTS, type FunctionSort } from '@/lib/functions/sort'

/** What of the list stands in the address, so that every view of it is a link. */
export interface ListView extends FunctionFilter {
  sort: FunctionSort | null
}

const PARSERS = {
  text: parseAsString.withDefault(''),
  account: parseAsString,
  region: parseAsString,
  runtime: parseAsString,
  description: parseAsStringLiteral(DESCRIPTION_FILTERS),
  urls: parseAsStringLiteral(URL_FILTERS),
  sort: parseAsStringLiteral(FUNCTION_SORTS),
}

export const NO_FILTER: FunctionFilter = {
  text: '',
  account: null,
  region: null,
  runtime: null,
  description: null,
  urls: null,
}

/** The view in the address bar, and how to change parts of it. `text` is called `q` there. */
export function useListView(): [view: ListView, change: (part: Partial<ListView>) => void] {
  const [view, setView] = useQueryStates(PARSERS, { urlKeys: { text: 'q' }, history: 'replace' })
  return [view, (part) => void setView(part)]
}
