import 'server-only'
import { verb } from '@/lib/auth/verb'
import { readTags } from '@/lib/functions/read-parts'
import { functionIdentitySchema } from '@/lib/identity/schema'
import { tagsInIndex } from '@/lib/inventory/tag-rows'
import { type Owner, ownerOf } from '@/lib/owner/owner-of'

export interface OwnerAnswer {
  /** `null`: the tags were read, and none of them names a tool. */
  owner: Owner | null
  readAt: string
}

/**
 * What looks like the owner of a function: by the tags of the index, or by ListTags where the index has none of them.
 * @throws {FailureError} where tags cannot be read, which is not the same as none.
 */
export const getOwner = verb({
  name: 'getOwner',
  input: functionIdentitySchema,
  operation: 'function:read',
  resource: (input) => input,
  work: async ({ permit, input }): Promise<OwnerAnswer> => {
    const known = await tagsInIndex(permit, input)
    const readAt = known?.readAt ?? permit.context.now().toISOString()
    const tags = known?.tags ?? (await readTags(permit, input))
    return { owner: ownerOf(tags) ?? null, readAt }
  },
})
