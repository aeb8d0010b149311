import 'server-only'
import { permitWithin } from '@/lib/auth/judge'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { bulkProgress } from '@/lib/bulk/bulk-rows'
import type { BulkProgress } from '@/lib/bulk/schema'
import { bulkNotFound } from '@/lib/failures/not-found'

/** A bulk change as it stands, for who may plan or apply one. @throws {FailureError} `not-found` */
export async function bulkOf(permit: Permit, bulkId: string): Promise<BulkProgress> {
  assertOperation(permit, 'bulk:plan', 'bulk:apply')
  const bulk = await bulkProgress(permitWithin(permit, 'bulk:read', {}), bulkId)
  if (!bulk) throw bulkNotFound()
  return bulk
}
