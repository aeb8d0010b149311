import 'server-only'
import * as z from 'zod/mini'
import { maySee } from '@/lib/auth/judge'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import type { ChangeProgress } from '@/lib/changes/change'
import {
  type ChangeRecord,
  eventsOfChange,
  followerOfChange,
  listRecordedChanges,
} from '@/lib/changes/change-journal'
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
    const change = withLate(input.changeId, await eventsOfChange(permit, input.changeId))
    if (!change || !maySee(permit, 'function:read', change.request.identity)) throw changeNotFound()
    const followedBy = await followerOfChange(permit, input.changeId)
    return { ...change, followedBy }
  },
})

/** What stands in the journal, and what happened since and could not be written yet. */
function withLate(changeId: string, stored: readonly ChangeRecord[]): ChangeProgress | undefined {
  const late = pendingEventsOf(changeId)
  const change = foldChange([...stored, ...late])
  return change && { ...change, ...(late.length > 0 ? { isRecordIncomplete: true } : {}) }
}

/** How many changes a page of Activity holds. */
const PAGE = 25

/** A change of which an entry cannot be read: what stands there is not what was written. */
interface UnreadableChange {
  changeId: string
  /** Of the entry, in the journal. */
  position: number
  reason: string
}

export interface ChangesPage {
  changes: (ChangeProgress | UnreadableChange)[]
  /** The `before` of the next page; absent on the last one. */
  next?: string
}

/** Changes, newest first, of everything or of one function or function URL. */
export const listChanges = verb({
  name: 'listChanges',
  input: z.object({
    account: z.optional(accountSchema),
    region: z.optional(regionSchema),
    functionName: z.optional(functionNameSchema),
    qualifier: z.optional(qualifierSchema),
    /** Continue below this one. */
    before: z.optional(changeIdSchema),
  }),
  operation: 'change:list',
  resource: () => ({}),
  work: async ({ permit, input }) => {
    const { before, ...identity } = input
    const stories = await listRecordedChanges(permit, { identity, before, limit: PAGE + 1 })
    const changes = stories.slice(0, PAGE).map(listed)
    return {
      changes: new Unjudged(changes),
      next: stories.length > PAGE ? changes.at(-1)?.changeId : undefined,
    }
  },
  // One that cannot be read says nothing of what it was about; the query has judged it by its columns.
  rows: { changes: { operation: 'change:read', resource: () => ({}) } },
})

function listed(
  story: Awaited<ReturnType<typeof listRecordedChanges>>[number],
): ChangesPage['changes'][number] {
  const { id: changeId } = story
  if ('reason' in story) return { changeId, position: story.position, reason: story.reason }
  const change = withLate(changeId, story.records)
  if (change) return { ...change, followedBy: story.followedBy }
  return { changeId, position: 0, reason: 'The entry that says what was to be done is missing.' }
}
