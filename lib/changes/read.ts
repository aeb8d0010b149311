import 'server-only'
import * as z from 'zod/mini'
import { maySee } from '@/lib/auth/judge'
import type { Permit } from '@/lib/auth/permit'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import type { ChangeProgress, UnreadableChange } from '@/lib/changes/change'
import {
  type ChangeRecord,
  eventsOfChange,
  followerOfChange,
  listRecordedChanges,
} from '@/lib/changes/change-journal'
import { changesFilterSchema, earliestOf, isLookedFor, isOpenFilter } from '@/lib/changes/changes-filter'
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

export interface ChangesPage {
  changes: (ChangeProgress | UnreadableChange)[]
  /** The `before` of the next page; absent on the last one. */
  next?: string
}

const listSchema = z.object({
  account: z.optional(accountSchema),
  region: z.optional(regionSchema),
  functionName: z.optional(functionNameSchema),
  qualifier: z.optional(qualifierSchema),
  /** Continue below this one. */
  before: z.optional(changeIdSchema),
  ...changesFilterSchema.shape,
})

/** Changes, newest first, of everything or of one function or function URL, and what of them is looked for. */
export const listChanges = verb({
  name: 'listChanges',
  input: listSchema,
  operation: 'change:list',
  resource: () => ({}),
  work: async ({ permit, input }) => {
    const { changes, next } = await readPage(permit, input)
    return { changes: new Unjudged(changes), next }
  },
  // One that cannot be read says nothing of what it was about; the query has judged it by its columns.
  rows: { changes: { operation: 'change:read', resource: () => ({}) } },
})

/** A search reads on through so many pages of the record before it gives back what it has found so far. */
const PAGES_SEARCHED = 20

type ListInput = z.infer<typeof listSchema>

/** The changes that are looked for, newest first; `next` is where the search goes on. */
async function readPage(permit: Permit, input: ListInput): Promise<ChangesPage> {
  const { account, region, functionName, qualifier, before, ...filter } = input
  const identity = { account, region, functionName, qualifier }
  // Of everything a bulk change is one line; of one function, or in a search, its items are what is looked for.
  const withoutParts = isOpenFilter({ ...identity, ...filter })
  const earliest = earliestOf(filter, permit.context.now())
  const changes: ChangesPage['changes'] = []
  let next = before
  for (let page = 0; page < PAGES_SEARCHED; page++) {
    const stories = await listRecordedChanges(permit, {
      identity,
      before: next,
      limit: PAGE + 1,
      withoutParts,
    })
    for (const story of stories.slice(0, PAGE)) {
      // The page is full, and there is more.
      if (changes.length === PAGE) return { changes, next }
      const change = listedChange(story)
      next = change.changeId
      if (earliest && 'startedAt' in change && change.startedAt < earliest) return { changes }
      if (isOpenFilter(filter) || ('request' in change && isLookedFor(change, filter))) changes.push(change)
    }
    if (stories.length <= PAGE) return { changes }
    if (changes.length === PAGE) return { changes, next }
  }
  return { changes, next }
}

/** A change as a list shows it: how it stands, or why it cannot be read. */
export function listedChange(
  story: Awaited<ReturnType<typeof listRecordedChanges>>[number],
): ChangesPage['changes'][number] {
  const { id: changeId } = story
  if ('reason' in story) return { changeId, position: story.position, reason: story.reason }
  const change = withLate(changeId, story.records)
  if (change) return { ...change, followedBy: story.followedBy }
  return { changeId, position: 0, reason: 'The entry that says what was to be done is missing.' }
}
