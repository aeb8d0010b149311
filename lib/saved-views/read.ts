import 'server-only'
import * as z from 'zod/mini'
import { assertOperation } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { savedViewRows } from '@/lib/db/saved-view-rows'
import type { SavedViewRow } from '@/lib/db/tables'
import { ORDERS, URL_SORT_NAMES } from '@/lib/inventory/sorts'
import { columnsOf, DENSITIES, FIRST_COLUMNS } from '@/lib/inventory/url-columns'
import type { SavedView } from '@/lib/saved-views/queries'

/** Every saved view, by name. They hold queries and no rows, so everybody who uses the console sees all of them. */
export const listViews = verb({
  name: 'listViews',
  input: z.object({}),
  operation: 'view:list',
  resource: () => ({}),
  work: async ({ permit }): Promise<{ views: SavedView[] }> => {
    assertOperation(permit, 'view:list')
    return { views: (await savedViewRows()).map(viewOf) }
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
