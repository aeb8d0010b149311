import 'server-only'
import type { Permit } from '@/lib/auth/permit'
import { BULK_STREAM, type BulkEvent } from '@/lib/bulk/bulk-events'
import { completeRecords } from '@/lib/changes/record'
import { appendEvent } from '@/lib/journal/journal'

/**
 * Writes what somebody did to a bulk change as a whole, before it is done. What its items did stands in their changes.
 * @throws {DuplicateChangeError} where it was accepted before.
 * @throws {FailureError} `record-unavailable`, `record-tampered`: nothing may be done.
 */
export async function recordBulk(permit: Permit, bulkId: string, event: BulkEvent): Promise<void> {
  const { actor, context } = permit
  await completeRecords()
  const at = context.now().toISOString()
  await appendEvent(BULK_STREAM, { id: bulkId, actor, at, requestId: context.requestId, event })
}
