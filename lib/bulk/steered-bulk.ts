import 'server-only'
import { permitWithin } from '@/lib/auth/judge'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { bulkProgress, isAllInSight } from '@/lib/bulk/bulk-rows'
import type { BulkProgress } from '@/lib/bulk/schema'
import { bulkNotFound } from '@/lib/failures/not-found'

/** A bulk change as it stands, for who may plan or apply one. @throws {FailureError} `not-found` */
export async function bulkOf(permit: Permit, bulkId: string): Promise<BulkProgress> {
  assertOperation(permit, 'bulk:plan', 'bulk:apply')
  const bulk = await bulkProgress(permitWithin(permit, 'bulk:read', {}), bulkId)
  if (!bulk) throw bulkNotFound()
  return bulk
}

/**
 * The same for who steers it: who may know of every item. What may not be seen is not changed with the rest, nor
 * stopped.
 * @throws {FailureError} `not-found`
 */
export async function steeredBulk(permit: Permit, bulkId: string): Promise<BulkProgress> {
  const bulk = await bulkOf(permit, bulkId)
  if (!(await isAllInSight(permitWithin(permit, 'bulk:read', {}), bulkId))) throw bulkNotFound()
  return bulk
}

/** The same for its review, which its author changes, and who may apply one. @throws {FailureError} */
export async function reviewedBulk(permit: Permit, bulkId: string): Promise<BulkProgress> {
  const bulk = await steeredBulk(permit, bulkId)
  if (bulk.actor.id !== permit.actor.id || bulk.acceptedAt !== undefined)
    permitWithin(permit, 'bulk:apply', {})
  return bulk
}
