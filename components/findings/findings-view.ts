import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { GROUPINGS, type Grouping } from '@/lib/findings/grouping'
import { SEVERITIES, type Severity } from '@/lib/findings/severity'

/** What of the findings stands in the address. */
export interface FindingsView {
  group: Grouping
  /** At least so severe. */
  severity: Severity | null
  /** The group that is open; an empty text closes all, none opens the first. */
  open: string | null
  shown: 'open' | 'muted'
  /** First seen since the last visit. */
  news: 'yes' | null
}

const PARSERS = {
  group: parseAsStringLiteral(GROUPINGS).withDefault('rule'),
  severity: parseAsStringLiteral(SEVERITIES),
  open: parseAsString,
  shown: parseAsStringLiteral(['open', 'muted']).withDefault('open'),
  news: parseAsStringLiteral(['yes']),
}

/** The view in the address, and how to change parts of it: every view of the findings is a link. */
export function useFindingsView(): [view: FindingsView, change: (part: Partial<FindingsView>) => void] {
  const [view, setView] = useQueryStates(PARSERS, { history: 'replace' })
  return [view, (part) => void setView(part)]
}
