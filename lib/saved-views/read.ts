import 'server-only'
import * as z from 'zod/mini'
import { permitWithin } from '@/lib/auth/judge'
import { assertOperation } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { savedViewRows } from '@/lib/db/saved-view-rows'
import type { SavedViewRow } from '@/lib/db/tables'
import { namesWhatIsSeen } from '@/lib/inventory/named-in-query'
import { ORDERS, URL_SORT_NAMES } from '@/lib/inventory/sorts'
import { columnsOf, DENSITIES, FIRST_COLUMNS } from '@/lib/inventory/url-columns'
import type { SavedView } from '@/lib/saved-views/queries'

/**
 * The saved views, by name. One whose query names what the person may not know of (a function, an account, an origin) is
 * not there for them.
 */
export const listViews = verb({
  name: 'listViews',
  input: z.object({}),
  operation: 'view:list',
  resource: () => ({}),
  sight: 'in-bond',
  work: async ({ permit }): Promise<{ views: SavedView[] }> => {
    assertOperation(permit, 'view:list')
    const within = permitWithin(permit, 'inventory:read', {})
    const rows = await savedViewRows()
    const isSeen = await Promise.all(rows.map(({ query }) => namesWhatIsSeen(within, query)))
    return { views: rows.filter((_, index) => isSeen[index]).map(viewOf) }
  },
})

/** What a later version may have dropped is left out. */
function viewOf(row: SavedViewRow): SavedView {
  return {
    id: row.id,
    name: row.name,
    view: {
      q: row.query,
      sort: URL_SORT_NAMES.find((name) => name === row.sort) ?? 'verdict',
      order: ORDERS.find((name) => name === row.sort_order) ?? 'asc',
      columns: columnsOf(row.columns) ?? [...FIRST_COLUMNS],
      density: DENSITIES.find((name) => name === row.density) ?? 'comfortable',
    },
    createdAt: row.created_at,
    createdBy: row.created_by,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }
}
