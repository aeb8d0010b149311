import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { type FetchOptions, fetchJson } from '@/lib/doorways/fetch-json'
import { STALE } from '@/lib/doorways/stale-time'
import type { Result } from '@/lib/failures/result'
import type { FunctionUrlAnswer, FunctionUrlsPage, UrlsOfFunction } from '@/lib/function-urls/read-schema'
import type { InvocationFacts } from '@/lib/functions/schema'
import { FUNCTION_URLS_API_PATH, functionUrlApiPath, functionUrlsApiPath } from '@/lib/identity/api-paths'
import { qualifierOfArn } from '@/lib/identity/arn'
import { identityText } from '@/lib/identity/names'
import type { FunctionIdentity, FunctionUrlIdentity } from '@/lib/identity/schema'

export type { FunctionUrlAnswer, FunctionUrlsPage } from '@/lib/function-urls/read-schema'

function fetchUrls(identity: FunctionIdentity, Marker: string | undefined, signal: AbortSignal) {
  const query = Marker ? `?${new URLSearchParams({ Marker })}` : ''
  return fetchJson<FunctionUrlsPage>(`${functionUrlsApiPath(identity)}${query}`, { signal })
}

/** The URLs of one function, its own and its aliases', page by page. */
export function functionUrlsOfQuery(identity: FunctionIdentity) {
  const { account, region, functionName } = identity
  return infiniteQueryOptions({
    queryKey: ['function-urls', account, region, functionName],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => fetchUrls(identity, pageParam, signal),
    getNextPageParam: (page) => page.NextMarker,
    staleTime: STALE.MINUTE,
  })
}

/** The qualifiers of the function's other URLs, all of them, in AWS's order. */
export function siblingUrlsQuery({ account, region, functionName, qualifier }: FunctionUrlIdentity) {
  return queryOptions({
    queryKey: ['sibling-urls', account, region, functionName, qualifier],
    queryFn: async ({ signal }) => {
      const siblings: string[] = []
      let Marker: string | undefined
      do {
        const page = await fetchUrls({ account, region, functionName }, Marker, signal)
        siblings.push(...page.FunctionUrlConfigs.map(({ FunctionArn }) => qualifierOfArn(FunctionArn)))
        Marker = page.NextMarker
      } while (Marker)
      return siblings.filter((sibling) => sibling !== qualifier)
    },
    staleTime: STALE.MINUTE,
  })
}

/** Of what a row of the list shows, below the key of the function's whole list: what makes that stale makes this stale. */
export function rowUrlsKey({ account, region, functionName }: FunctionIdentity) {
  return ['function-urls', account, region, functionName, 'in-list']
}

/** The URLs of up to 25 functions in one request, each a first page or a failure, in the order of asking. */
export async function fetchUrlsOfFunctions(
  identities: readonly FunctionIdentity[],
  options?: FetchOptions,
): Promise<Result<FunctionUrlsPage>[]> {
  const query = new URLSearchParams(identities.map((identity) => ['identity', identityText(identity)]))
  const found = await fetchJson<UrlsOfFunction[]>(`${FUNCTION_URLS_API_PATH}?${query}`, options)
  return found.map(({ answer }) => answer)
}

/** One function URL's configuration, `null` where there is none. */
export function functionUrlQuery(identity: FunctionUrlIdentity) {
  const { account, region, functionName, qualifier } = identity
  return queryOptions({
    queryKey: ['function-url', account, region, functionName, qualifier],
    queryFn: ({ signal }) => fetchJson<FunctionUrlAnswer>(functionUrlApiPath(identity), { signal }),
    staleTime: STALE.MINUTE,
  })
}

/** Of every qualifier of a function: what they share has changed. */
export function invocationFactsKey({ account, region, functionName }: FunctionIdentity) {
  return ['invocation-facts', account, region, functionName]
}

/** What lies behind one function URL: whether its alias exists, and the concurrency reserved for the function. */
export function invocationFactsQuery(identity: FunctionUrlIdentity) {
  return queryOptions({
    queryKey: [...invocationFactsKey(identity), identity.qualifier],
    queryFn: ({ signal }) =>
      fetchJson<InvocationFacts>(functionUrlApiPath(identity, 'invocation-facts'), { signal }),
    staleTime: STALE.MINUTE,
  })
}
