import 'server-only'
import * as z from 'zod/mini'
import { authorize } from '@/lib/auth/authorize'
import type { VerbCall } from '@/lib/auth/context'
import type { ChangeProgress } from '@/lib/changes/change'
import { eventsOfChange, followerOfChange, listChangeIds } from '@/lib/changes/change-journal'
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
  const stored = await eventsOfChange(input.changeId)
  const late = pendingEventsOf(input.changeId)
  const records = [...stored, ...late.map((entry, index) => ({ ...entry, seq: stored.length + index + 1 }))]
  const change = foldChange(records)
  if (!change) fail('not-found', NOT_KNOWN)
  authorize(ctx.actor, 'change:read', change.request.identity)
  const followedBy = await followerOfChange(input.changeId)
  return { ...change, followedBy, ...(late.length > 0 ? { isRecordIncomplete: true } : {}) }
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

export interface ChangesPage {
  changes: ChangeProgress[]
  /** The `before` of the next page; absent on the last one. */
  next?: string
}

/** Changes, newest first, of everything or of one function or function URL. */
export async function listChanges({
  ctx,
  input,
}: VerbCall<z.infer<typeof listChangesInputSchema>>): Promise<ChangesPage> {
  const { before, ...identity } = input
  const ids = await listChangeIds({ identity, before, limit: PAGE + 1 })
  const changes = await Promise.all(
    ids.slice(0, PAGE).map((changeId) => getChange({ ctx, input: { changeId } })),
  )
  return { changes, next: ids.length > PAGE ? changes.at(-1)?.changeId : undefined }
}
