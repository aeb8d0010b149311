import 'server-only'
import { z } from 'zod'
import { maySee } from '@/lib/auth/judge'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import type { ChangeProgress } from '@/lib/changes/change'
import { eventsOfChange, followerOfChange, listChangeIds } from '@/lib/changes/change-journal'
import { foldChange } from '@/lib/changes/fold'
import { pendingEventsOf } from '@/lib/changes/record'
import { changeNotFound } from '@/lib/failures/not-found'
import { accountSchema, functionNameSchema, qualifierSchema, regionSchema } from '@/lib/identity/schema'
import { changeIdSchema } from '@/lib/requests/change-request'

/** A change as it stands now. @throws FailureError `not-found` */
export const getChange = verb({
  name: 'getChange',
  input: z.object({ changeId: changeIdSchema }),
  operation: 'change:read',
  resource: () => ({}),
  work: async ({ permit, input }): Promise<ChangeProgress> => {
    const stored = await eventsOfChange(permit, input.changeId)
    const late = pendingEventsOf(input.changeId)
    const records = [...stored, ...late.map((entry, index) => ({ ...entry, seq: stored.length + index + 1 }))]
    const change = foldChange(records)
    if (!change || !maySee(permit, 'function:read', change.request.identity)) throw changeNotFound()
    const followedBy = await followerOfChange(permit, input.changeId)
    return { ...change, followedBy, ...(late.length > 0 ? { isRecordIncomplete: true } : {}) }
  },
})

/** How many changes a page of Activity holds. */
const PAGE = 25

export interface ChangesPage {
  changes: ChangeProgress[]
  /** The `before` of the next page; absent on the last one. */
  next?: string
}

/** Changes, newest first, of everything or of one function or function URL. */
export const listChanges = verb({
  name: 'listChanges',
  input: z.object({
    account: accountSchema.optional(),
    region: regionSchema.optional(),
    functionName: functionNameSchema.optional(),
    qualifier: qualifierSchema.optional(),
    /** Continue below this one. */
    before: changeIdSchema.optional(),
  }),
  operation: 'change:list',
  resource: () => ({}),
  work: async ({ permit, input }) => {
    const { before, ...identity } = input
    const ids = await listChangeIds(permit, { identity, before, limit: PAGE + 1 })
    const changes = await Promise.all(
      ids.slice(0, PAGE).map((changeId) => getChange.within(permit, { changeId })),
    )
    return {
      changes: new Unjudged(changes),
      next: ids.length > PAGE ? changes.at(-1)?.changeId : undefined,
    }
  },
  rows: { changes: { operation: 'function:read', resource: ({ request }) => request.identity } },
})
