import * as z from 'zod/mini'
import { type JsonCall, jsonRoute, pageBehind } from '@/lib/sandbox/json-service'
import { ServiceError } from '@/lib/sandbox/service-error'
import type { FunctionState } from '@/lib/sandbox/state'

const DEFAULT_PAGE = 50
const MAX_PAGE = 100

const inputSchema = z.object({
  PaginationToken: z.optional(z.string()),
  TagFilters: z._default(
    z
      .array(
        z.object({
          Key: z.string().check(z.minLength(1), z.maxLength(128)),
          Values: z._default(z.array(z.string()).check(z.maxLength(20)), []),
        }),
      )
      .check(z.maxLength(50)),
    [],
  ),
  ResourcesPerPage: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_PAGE))),
  TagsPerPage: z.optional(z.int()),
  ResourceTypeFilters: z._default(z.array(z.string()), []),
  ResourceARNList: z.optional(z.array(z.string()).check(z.minLength(1), z.maxLength(100))),
})

type Input = z.infer<typeof inputSchema>

const invalid = (message: string) => new ServiceError(400, 'InvalidParameterException', { message })

function isAskedFor({ arn, tags }: FunctionState, input: Input): boolean {
  if (input.ResourceARNList) return input.ResourceARNList.includes(arn)
  const types = input.ResourceTypeFilters
  const isOfType = types.length === 0 || types.includes('lambda') || types.includes('lambda:function')
  return (
    isOfType &&
    input.TagFilters.every(({ Key, Values }) => {
      const value = tags[Key]
      return value !== undefined && (Values.length === 0 || Values.includes(value))
    })
  )
}

/**
 * The tagged functions of the region; a resource that never had a tag is not among them. The last page has an empty
 * token. Source: Resource Groups Tagging API reference, GetResources.
 */
function getResources({ signer, body }: JsonCall): object {
  const parsed = inputSchema.safeParse(body)
  if (!parsed.success) throw invalid(`The parameter ${parsed.error.issues[0]?.path.join('.')} is not valid.`)
  const input = parsed.data
  const { ResourceARNList, TagFilters, ResourceTypeFilters, ResourcesPerPage, PaginationToken } = input
  const others = TagFilters.length + ResourceTypeFilters.length + (ResourcesPerPage === undefined ? 0 : 1)
  if (ResourceARNList && (others > 0 || PaginationToken))
    throw invalid('ResourceARNList is not taken together with other parameters.')
  const functions = [...(signer.account.regions.get(signer.region)?.functions.values() ?? [])]
  const found = functions
    .filter((target) => Object.keys(target.tags).length > 0)
    .filter((target) => isAskedFor(target, input))
  const question = JSON.stringify([TagFilters, ResourceTypeFilters])
  const page = pageBehind(found, PaginationToken || undefined, ResourcesPerPage ?? DEFAULT_PAGE, question)
  if (!page) throw invalid('The token is of another request.')
  return { PaginationToken: page.next ?? '', ResourceTagMappingList: page.items.map(mappingOf) }
}

function mappingOf({ arn, tags }: FunctionState): object {
  return { ResourceARN: arn, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }
}

/** The Resource Groups Tagging API, as far as it tells the tags of functions. */
export const taggingRoute = jsonRoute({
  name: 'Resource Groups Tagging API',
  service: 'tag',
  targets: ['ResourceGroupsTaggingAPI_20170126.'],
  operations: { GetResources: getResources },
})
