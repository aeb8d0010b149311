import 'server-only'
import * as z from 'zod/mini'
import { assertOperation } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'
import { protectionsInSight, removeProtectionRow, writeProtection } from '@/lib/protection/protection-rows'
import { protectInputSchema } from '@/lib/protection/schema'

/** Every protected function URL that may be seen. */
export const listProtections = verb({
  name: 'listProtections',
  input: z.object({}),
  operation: 'protection:read',
  resource: () => ({}),
  work: async ({ permit }) => {
    assertOperation(permit, 'protection:read')
    return { protections: await protectionsInSight(permit) }
  },
})

/**
 * From now on, deleting this function URL and making it public takes a second person. The mark outlives the URL: one that
 * is created again in its place is protected too. @throws {FailureError} `record-unavailable`
 */
export const setProtection = verb({
  name: 'setProtection',
  input: protectInputSchema,
  operation: 'protection:set',
  resource: (identity) => identity,
  work: async ({ permit, input: { reason, ...identity } }) => {
    await writeProtection(permit, identity, reason)
    return { reason }
  },
})

/** Takes the mark away: an administrator, with a fresh proof, and it stands in the record. @throws {FailureError} `changed-elsewhere` */
export const removeProtection = verb({
  name: 'removeProtection',
  input: functionUrlIdentitySchema,
  operation: 'protection:remove',
  resource: (identity) => identity,
  work: async ({ permit, input }) => {
    await removeProtectionRow(permit, input)
    return {}
  },
})
