import 'server-only'
import { randomUUID } from 'node:crypto'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { addSavedView, changeSavedView, removeSavedView, type ViewOutcome } from '@/lib/db/saved-view-rows'
import { fail } from '@/lib/failures/result'
import type { InventoryView } from '@/lib/inventory/queries'
import { listViews } from '@/lib/saved-views/read'
import { changeViewInputSchema, deleteViewInputSchema, saveViewInputSchema } from '@/lib/saved-views/schema'
import { nameKey } from '@/lib/saved-views/view-name'

/** More than a menu can hold; whoever has as many deletes one first. */
const MAX_VIEWS = 200

/** Read-only mode does not refuse these: it is about AWS, and views are the console's own. */
const keeping = { operation: 'view:keep', resource: () => ({}), sight: 'outcome' } as const

/** Keeps a view under a name of its own. @throws FailureError `already-exists` for a name that is taken. */
export const saveView = verb({
  ...keeping,
  name: 'saveView',
  input: saveViewInputSchema,
  work: async ({ permit, input: { name, view } }) => {
    const { at, by } = signature(permit)
    const id = randomUUID()
    const named = { id, name, name_key: nameKey(name) }
    const signed = { created_at: at, created_by: by, changed_at: at, changed_by: by }
    settle(await addSavedView({ ...named, ...written(view), ...signed }, MAX_VIEWS))
    return { id }
  },
})

/** Gives a view another name, or what it shows. @throws FailureError `already-exists`, `changed-elsewhere`. */
export const changeView = verb({
  ...keeping,
  name: 'changeView',
  input: changeViewInputSchema,
  work: async ({ permit, input }) => {
    const { at, by } = signature(permit)
    await assertSeen(permit, input.id)
    const told = 'name' in input ? { name: input.name, name_key: nameKey(input.name) } : written(input.view)
    settle(await changeSavedView(input.id, { ...told, changed_at: at, changed_by: by }))
    return { id: input.id }
  },
})

/** Deletes a view for everybody. @throws FailureError `changed-elsewhere` where it is gone already. */
export const deleteView = verb({
  ...keeping,
  name: 'deleteView',
  input: deleteViewInputSchema,
  work: async ({ permit, input: { id } }) => {
    signature(permit)
    await assertSeen(permit, id)
    settle(await removeSavedView(id))
    return { id }
  },
})

/** Who does it, and when. */
function signature(permit: Permit): { at: string; by: string } {
  assertOperation(permit, 'view:keep')
  return { at: permit.context.now().toISOString(), by: permit.actor.name }
}

/** What a person may not know of is gone for them. @throws FailureError `changed-elsewhere` */
async function assertSeen(permit: Permit, id: string): Promise<void> {
  const { views } = await listViews.within(permit, {})
  if (!views.some((view) => view.id === id)) settle('gone')
}

const written = ({ q, sort, order, columns, density }: InventoryView) => ({
  ...{ query: q, sort, sort_order: order },
  ...{ columns: columns.join(','), density },
})

function settle(outcome: ViewOutcome): void {
  if (outcome === 'same-name') {
    const message = 'Another view has this name.'
    fail('already-exists', message, { issues: [{ path: 'name', message }] })
  }
  if (outcome === 'gone') fail('changed-elsewhere', 'Somebody else has deleted this view.')
  if (outcome === 'full')
    fail('invalid-input', `There are ${MAX_VIEWS} views, as many as are kept. Delete one first.`)
}
