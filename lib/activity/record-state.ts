import 'server-only'
import * as z from 'zod/mini'
import { assertOperation } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { acknowledgementsOf, type RecordedAcknowledgement } from '@/lib/journal/acknowledged'
import type { Breach } from '@/lib/journal/chain'
import { acknowledgeBreach } from '@/lib/journal/journal'
import { checkSinceLast, type JournalBreach } from '@/lib/journal/watch'

/** An acknowledgement; without who and when where it cannot be read. */
export type Acknowledged = RecordedAcknowledgement | Breach

/** Whether the record is what the console wrote. */
export interface RecordState {
  /** Absent: it is, as far as the last check went. */
  breach?: JournalBreach
  /** What was acknowledged before, the last one first. */
  acknowledged: Acknowledged[]
}

/** The record as a whole, what was written since the last check looked at again. */
export const getRecord = verb({
  name: 'getRecord',
  input: z.object({}),
  operation: 'record:read',
  resource: () => ({}),
  sight: 'everybody',
  work: async ({ permit }): Promise<RecordState> => {
    assertOperation(permit, 'record:read')
    const breach = await checkSinceLast()
    return { breach, acknowledged: await acknowledgementsOf(permit) }
  },
})

/**
 * Somebody has seen where the record was changed outside the console, and lets changes go on. It stands in the record.
 * @throws FailureError `changed-elsewhere` when it is not what they saw, `record-unavailable`, `read-only`.
 */
export const acknowledgeRecord = verb({
  name: 'acknowledgeRecord',
  input: z.object({
    position: z.int(),
    digest: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'A digest is 64 hexadecimal digits.')),
  }),
  operation: 'record:acknowledge',
  resource: () => ({}),
  sight: 'everybody',
  work: async ({ permit, input }): Promise<RecordState> => {
    assertOperation(permit, 'record:acknowledge')
    const { requestId, now } = permit.context
    await acknowledgeBreach(input, { actor: permit.actor, requestId, at: now().toISOString() })
    return getRecord.within(permit, {})
  },
})
