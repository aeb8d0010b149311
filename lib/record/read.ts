import 'server-only'
import * as z from 'zod/mini'
import { authorize } from '@/lib/auth/authorize'
import type { VerbCall } from '@/lib/auth/context'
import { acknowledgeBreach } from '@/lib/journal/journal'
import { checkSinceLast, type JournalBreach } from '@/lib/journal/watch'

/** Whether the record is what the console wrote. */
export interface RecordState {
  /** Absent: it is, as far as the last check went. */
  breach?: JournalBreach
}

/** The record as a whole, what was written since the last check looked at again. */
export async function getRecord({ ctx }: VerbCall<unknown>): Promise<RecordState> {
  authorize(ctx.actor, 'change:read', {})
  return { breach: await checkSinceLast() }
}

export const acknowledgementSchema = z.object({
  position: z.int(),
  digest: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'A digest is 64 hexadecimal digits.')),
})

/**
 * Somebody has seen where the record was changed outside the console, and lets changes go on. It stands in the record.
 * @throws FailureError `changed-elsewhere` when it is not what they saw, `record-unavailable`, `read-only`.
 */
export async function acknowledgeRecord({
  ctx,
  input,
}: VerbCall<z.infer<typeof acknowledgementSchema>>): Promise<RecordState> {
  authorize(ctx.actor, 'change:acknowledge', {})
  const { actor, requestId } = ctx
  await acknowledgeBreach(input, { actor, requestId, at: ctx.now().toISOString() })
  return getRecord({ ctx, input: undefined })
}
