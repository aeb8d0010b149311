import 'server-only'
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api'
import * as z from 'zod/mini'
import { verb } from '@/lib/auth/verb'
import { sendTagging } from '@/lib/aws/send'
import { targetSchema } from '@/lib/identity/schema'
import type { Tags } from '@/lib/owner/owner-of'

/** The most that a page holds (Resource Groups Tagging API reference, "GetResources"). */
const PAGE = 100

/** The tags of one function. */
interface TaggedFunction {
  functionName: string
  tags: Tags
}

/**
 * One page of the functions of an account and region that have tags, or had some. A function that is on no page has
 * none. It takes one call for a hundred functions, out of another quota than Lambda's.
 * @throws {FailureError}
 */
export const listTaggedFunctions = verb({
  name: 'listTaggedFunctions',
  input: z.extend(targetSchema, { PaginationToken: z.optional(z.string()) }),
  operation: 'tags:list',
  resource: (input) => input,
  sight: 'whole',
  work: async ({ permit, input }) => {
    const { account, region, PaginationToken } = input
    const command = new GetResourcesCommand({
      ResourceTypeFilters: ['lambda:function'],
      ResourcesPerPage: PAGE,
      PaginationToken,
    })
    const output = await sendTagging(permit, { account, region }, command)
    const functions = (output.ResourceTagMappingList ?? []).flatMap(
      ({ ResourceARN = '', Tags = [] }): TaggedFunction[] => {
        const functionName = /:function:([^:]+)$/.exec(ResourceARN)?.[1]
        if (functionName === undefined) return []
        const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]))
        return [{ functionName, tags }]
      },
    )
    // The last page was seen with an empty token, and is documented to have none.
    return { functions, PaginationToken: output.PaginationToken || undefined }
  },
})
