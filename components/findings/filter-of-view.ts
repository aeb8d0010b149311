import type { FindingsView } from '@/components/findings/findings-view'
import type { FindingsFilter } from '@/lib/inventory/finding-schema'

/** What the server is asked for by a view; what is new since a visit only where the browser knows one. */
export function filterOf(
  { severity, shown, news }: FindingsView,
  lastVisit: string | undefined,
): FindingsFilter {
  return {
    ...(severity && { severity }),
    ...(news && lastVisit && { since: lastVisit }),
    muted: shown === 'muted' ? 'yes' : 'no',
  }
}
