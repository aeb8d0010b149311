import 'server-only'
import * as z from 'zod/mini'
import { assertOperation } from '@/lib/auth/permit'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import { bulkLines, bulkProgress, itemRow, pageOfItems } from '@/lib/bulk/bulk-rows'
import { type BulkProgress, bulkIdSchema, ITEM_STATUSES } from '@/lib/bulk/schema'
import type { PlannedChange } from '@/lib/changes/change'
import { bulkNotFound } from '@/lib/failures/not-found'

/** A bulk change as it stands now. @throws FailureError `not-found` */
export const getBulk = verb({
  name: 'getBulk',
  input: z.object({ bulkId: bulkIdSchema }),
  operation: 'bulk:read',
  resource: () => ({}),
  sight: 'in-bond',
  work: async ({ permit, input }): Promise<BulkProgress> => {
    assertOperation(permit, 'bulk:read')
    const bulk = await bulkProgress(permit, input.bulkId)
    if (!bulk) throw bulkNotFound()
    return bulk
  },
})

const seqSchema = z.coerce.number().check(z.int(), z.nonnegative())

/** Its items, of one group or all, a page at a time. */
export const listBulkItems = verb({
  name: 'listBulkItems',
  input: z.object({
    bulkId: bulkIdSchema,
    status: z.optional(z.enum(ITEM_STATUSES)),
    label: z.optional(z.string().check(z.maxLength(2_000))),
    after: z.optional(seqSchema),
  }),
  operation: 'bulk:read',
  resource: () => ({}),
  sight: 'in-bond',
  work: async ({ permit, input: { bulkId, ...query } }) => {
    assertOperation(permit, 'bulk:read')
    const { items, ...page } = await pageOfItems(permit, bulkId, query)
    return { ...page, items: new Unjudged(items) }
  },
  rows: { items: { operation: 'function-url:read', resource: (row) => row } },
})

/** The plan of one item as it was reviewed. @throws FailureError `not-found` */
export const getBulkPlan = verb({
  name: 'getBulkPlan',
  input: z.object({ bulkId: bulkIdSchema, seq: seqSchema }),
  operation: 'bulk:read',
  resource: () => ({}),
  sight: 'in-bond',
  work: async ({ permit, input: { bulkId, seq } }) => {
    assertOperation(permit, 'bulk:read')
    const row = await itemRow(permit, bulkId, seq)
    if (!row?.plan) throw bulkNotFound()
    return JSON.parse(row.plan) as PlannedChange
  },
})

/** Bulk changes that were accepted, the last one first: the lines of Activity. */
export const listBulks = verb({
  name: 'listBulks',
  input: z.object({ ids: z.optional(z.array(z.uuid())) }),
  operation: 'bulk:read',
  resource: () => ({}),
  sight: 'in-bond',
  work: async ({ permit, input }) => {
    assertOperation(permit, 'bulk:read')
    return { bulks: await bulkLines(permit, input.ids) }
  },
})
