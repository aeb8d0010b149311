import type { FindingsView } from '@/components/findings/findings-view'
import { GROUPINGS } from '@/lib/findings/grouping'
import { SEVERITIES } from '@/lib/findings/severity'
import type { FindingsFilter } from '@/lib/inventory/finding-schema'

type Given = Record<string, string | string[] | undefined>

/** The view that an address asks for. What is new since a visit only the browser knows, so that comes after. */
export function readFindingsView({ group, severity, open, shown }: Given): {
  view: FindingsView
  filter: FindingsFilter
} {
  const view: FindingsView = {
    group: GROUPINGS.find((each) => each === group) ?? 'rule',
    severity: SEVERITIES.find((each) => each === severity) ?? null,
    open: typeof open === 'string' ? open : null,
    shown: shown === 'muted' ? 'muted' : 'open',
    news: null,
  }
  return {
    view,
    filter: {
      ...(view.severity && { severity: view.severity }),
      muted: view.shown === 'muted' ? 'yes' : 'no',
    },
  }
}
