import 'server-only'
import * as z from 'zod/mini'
import { authorize } from '@/lib/auth/authorize'
import type { VerbCall } from '@/lib/auth/context'
import type { ChangeProgress } from '@/lib/changes/change'
import {
  type ChangeRecord,
  eventsOfChange,
  followerOfChange,
  listRecordedChanges,
} from '@/lib/changes/change-journal'
import { foldChange } from '@/lib/changes/fold'
import { pendingEventsOf } from '@/lib/changes/record'
import { fail } from '@/lib/failures/result'
import { accountSchema, functionNameSchema, qualifierSchema, regionSchema } from '@/lib/identity/schema'
import { changeIdSchema } from '@/lib/requests/change-request'

export const changeInputSchema = z.object({ changeId: changeIdSchema })

const NOT_KNOWN = 'There is no change with this id in the journal.'

/** A change as it stands now. @throws FailureError `not-found` */
export async function getChange({
  ctx,
  input,
}: VerbCall<z.infer<typeof changeInputSchema>>): Promise<ChangeProgress> {
  const change = withLate(input.changeId, await eventsOfChange(input.changeId))
  if (!change) fail('not-found', NOT_KNOWN)
  authorize(ctx.actor, 'change:read', change.request.identity)
  const followedBy = await followerOfChange(input.changeId)
  return { ...change, followedBy }
}

/** What stands in the journal, and what happened since and could not be written yet. */
function withLate(changeId: string, stored: readonly ChangeRecord[]): ChangeProgress | undefined {
  const late = pendingEventsOf(changeId)
  const change = foldChange([...stored, ...late])
  return change && { ...change, ...(late.length > 0 ? { isRecordIncomplete: true } : {}) }
}

/** How many changes a page of Activity holds. */
const PAGE = 25

export const listChangesInputSchema = z.object({
  account: z.optional(accountSchema),
  region: z.optional(regionSchema),
  functionName: z.optional(functionNameSchema),
  qualifier: z.optional(qualifierSchema),
  /** Continue below this one. */
  before: z.optional(changeIdSchema),
})

/** A change of which an entry cannot be read: what stands there is not what was written. */
export interface UnreadableChange {
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
export async function listChanges({
  ctx,
  input,
}: VerbCall<z.infer<typeof listChangesInputSchema>>): Promise<ChangesPage> {
  const { before, ...identity } = input
  authorize(ctx.actor, 'change:read', identity)
  const stories = await listRecordedChanges({ identity, before, limit: PAGE + 1 })
  const changes = stories.slice(0, PAGE).map(listed)
  return { changes, next: stories.length > PAGE ? changes.at(-1)?.changeId : undefined }
}

function listed(
  story: Awaited<ReturnType<typeof listRecordedChanges>>[number],
): ChangesPage['changes'][number] {
  const { id: changeId } = story
  if ('reason' in story) return { changeId, position: story.position, reason: story.reason }
  const change = withLate(changeId, story.records)
  if (change) return { ...change, followedBy: story.followedBy }
  return { changeId, position: 0, reason: 'The entry that says what was to be done is missing.' }
}
