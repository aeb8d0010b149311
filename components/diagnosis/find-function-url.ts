import type { QueryClient } from '@tanstack/react-query'
import type { ChangeProgress } from '@/lib/changes/change'
import { changesQuery } from '@/lib/changes/queries'
import type { Place } from '@/lib/diagnosis/places'
import { failureFrom, fetchJson } from '@/lib/doorways/fetch-json'
import type { Failure } from '@/lib/failures/result'
import { idOfAddress } from '@/lib/function-urls/address-id'
import {
  type FunctionUrlsPage,
  fetchUrlsOfFunctions,
  functionUrlQuery,
  functionUrlsOfQuery,
  rowUrlsKey,
} from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionFacts, FunctionsPage } from '@/lib/functions/schema'
import { FUNCTIONS_API_PATH } from '@/lib/identity/api-paths'
import { identityOfArn } from '@/lib/identity/arn'
import type { FunctionIdentity, FunctionUrlIdentity, Target } from '@/lib/identity/schema'
import { searchIndexQuery } from '@/lib/palette/queries'

/** A function URL that a place leads to. */
export interface Match {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
}

/** How far a search has come, and what it could not look at. */
export interface SearchProgress {
  /** Functions whose URLs were looked at. */
  functions: number
  /** Accounts and regions whose functions are all looked at. */
  targets: number
  failures: { target: Target; failure: Failure }[]
}

interface Search {
  client: QueryClient
  /** What the console may read. */
  targets: readonly Target[]
  signal: AbortSignal
  onProgress: (progress: SearchProgress) => void
}

/** What was found; changes of the record where the place is a thing of the past. */
export interface SearchResult {
  matches: Match[]
  changes: ChangeProgress[]
  progress: SearchProgress
}

/** Looks for what a place names: first in what was read already, then in AWS, page by page. */
export async function findPlace(place: Place, search: Search): Promise<SearchResult> {
  const progress: SearchProgress = { functions: 0, targets: 0, failures: [] }
  if (place.kind === 'request-id')
    return { matches: [], changes: await changesWith(search, place.id), progress }
  const matches =
    place.kind === 'address'
      ? await findAddress(place, search, progress)
      : await findNamed(place, search, progress)
  const isPast = matches.length === 0 && place.kind === 'address'
  return { matches, changes: isPast ? await changesWith(search, place.id) : [], progress }
}

async function findAddress(
  { id, region }: { id: string; region?: string },
  search: Search,
  progress: SearchProgress,
): Promise<Match[]> {
  const known = knownConfigs(search.client).find(({ FunctionUrl }) => idOfAddress(FunctionUrl) === id)
  if (known) return [matchOf(known)]
  const indexed = await findInIndex(id, search)
  if (indexed) return [indexed]
  const targets = search.targets.filter((target) => region === undefined || target.region === region)
  for (const target of targets) {
    const found = await tried(target, progress, () => findInTarget(id, target, search, progress))
    if (found) return [matchOf(found)]
    progress.targets += 1
    search.onProgress({ ...progress })
  }
  return []
}

/**
 * In what the console has read of all accounts, by one query; what is there now is asked of AWS. An index that does
 * not know the address, or cannot be asked, proves nothing.
 */
async function findInIndex(id: string, { client, signal }: Search): Promise<Match | undefined> {
  try {
    const { urls } = await client.fetchQuery(searchIndexQuery(id))
    const found = urls.find(({ FunctionUrl }) => idOfAddress(FunctionUrl) === id)
    if (!found) return undefined
    const { account, region, functionName, qualifier } = found
    const { config } = await client.fetchQuery(functionUrlQuery({ account, region, functionName, qualifier }))
    return config && idOfAddress(config.FunctionUrl) === id ? matchOf(config) : undefined
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

const matchOf = (config: FunctionUrlConfig): Match => ({
  identity: identityOfArn(config.FunctionArn),
  config,
})

/** Every function URL that a page or the list has read in this tab. */
function knownConfigs(client: QueryClient): FunctionUrlConfig[] {
  const pages = client
    .getQueriesData<unknown>({ queryKey: ['function-urls'] })
    .flatMap(([, data]) => configsIn(data))
  const single = client.getQueriesData<{ config: FunctionUrlConfig | null }>({ queryKey: ['function-url'] })
  return [...pages, ...single.flatMap(([, data]) => data?.config ?? [])]
}

function configsIn(data: unknown): FunctionUrlConfig[] {
  if (typeof data !== 'object' || data === null) return []
  if ('FunctionUrlConfigs' in data) return (data as FunctionUrlsPage).FunctionUrlConfigs
  if (!('pages' in data)) return []
  return (data as { pages: FunctionUrlsPage[] }).pages.flatMap((page) => page.FunctionUrlConfigs)
}

/** A target that cannot be read is told, and does not end the search. */
async function tried<T>(
  target: Target,
  progress: SearchProgress,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    const failure = failureFrom(error)
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    progress.failures.push({ target, failure })
    return undefined
  }
}

/** The server answers at most so many functions in one request. */
const BATCH = 25

async function findInTarget(
  id: string,
  target: Target,
  search: Search,
  progress: SearchProgress,
): Promise<FunctionUrlConfig | undefined> {
  let Marker: string | undefined
  do {
    const query = new URLSearchParams({ ...target, ...(Marker ? { Marker } : {}) })
    const page = await fetchJson<FunctionsPage>(`${FUNCTIONS_API_PATH}?${query}`, {
      signal: search.signal,
      priority: 'background',
    })
    for (let at = 0; at < page.functions.length; at += BATCH) {
      const found = await findInBatch(id, page.functions.slice(at, at + BATCH), search, progress)
      if (found) return found
    }
    Marker = page.NextMarker
  } while (Marker)
  return undefined
}

async function findInBatch(
  id: string,
  functions: FunctionFacts[],
  { client, signal, onProgress }: Search,
  progress: SearchProgress,
): Promise<FunctionUrlConfig | undefined> {
  const identities = functions.map(({ account, region, functionName }) => ({ account, region, functionName }))
  const unread = identities.filter((identity) => client.getQueryData(rowUrlsKey(identity)) === undefined)
  const answers =
    unread.length > 0 ? await fetchUrlsOfFunctions(unread, { signal, priority: 'background' }) : []
  for (const [at, answer] of answers.entries()) {
    const identity = unread[at]
    if (!identity) continue
    if (answer.ok) client.setQueryData(rowUrlsKey(identity), answer.value)
    else progress.failures.push({ target: identity, failure: answer.failure })
  }
  for (const identity of identities) {
    const found = await urlWithId(id, identity, client)
    if (found) return found
  }
  progress.functions += identities.length
  onProgress({ ...progress })
  return undefined
}

/** Of a function with more URLs than a page holds the others are read too. */
async function urlWithId(id: string, identity: FunctionIdentity, client: QueryClient) {
  const page = client.getQueryData<FunctionUrlsPage>(rowUrlsKey(identity))
  const configs = page?.NextMarker ? await allUrls(identity, client) : (page?.FunctionUrlConfigs ?? [])
  return configs.find(({ FunctionUrl }) => idOfAddress(FunctionUrl) === id)
}

/** No function has more aliases with URLs than this many pages of 50. */
const MAX_PAGES = 20

async function allUrls(identity: FunctionIdentity, client: QueryClient): Promise<FunctionUrlConfig[]> {
  const { pages } = await client.fetchInfiniteQuery({ ...functionUrlsOfQuery(identity), pages: MAX_PAGES })
  return pages.flatMap((page) => page.FunctionUrlConfigs)
}

/** A name is asked for in every account and region; an ARN tells which. */
async function findNamed(
  place: Extract<Place, { functionName: string }>,
  search: Search,
  progress: SearchProgress,
): Promise<Match[]> {
  const targets = search.targets.filter(
    (target) => place.kind === 'name' || (target.account === place.account && target.region === place.region),
  )
  const { functionName, qualifier } = place
  const identities = targets.map(({ account, region }) => ({ account, region, functionName }))
  const matches: Match[] = []
  for (let at = 0; at < identities.length; at += BATCH) {
    const asked = identities.slice(at, at + BATCH)
    const answers = await fetchUrlsOfFunctions(asked, { signal: search.signal })
    for (const [index, answer] of answers.entries()) {
      const identity = asked[index]
      if (!identity) continue
      if (answer.ok) matches.push(...(await namedIn(identity, qualifier, answer.value, search.client)))
      // A function that is in one account alone is not there in the others.
      else if (answer.failure.code !== 'not-found')
        progress.failures.push({ target: identity, failure: answer.failure })
    }
    progress.targets += asked.length
    search.onProgress({ ...progress })
  }
  return matches
}

/** The URLs of a function, or the one of a qualifier; a version has none of its own, so that all are told. */
async function namedIn(
  identity: FunctionIdentity,
  qualifier: string | undefined,
  page: FunctionUrlsPage,
  client: QueryClient,
): Promise<Match[]> {
  const configs = page.NextMarker ? await allUrls(identity, client) : page.FunctionUrlConfigs
  const isMeant = (own: string) => qualifier === undefined || /^\d+$/.test(qualifier) || own === qualifier
  return configs.map(matchOf).filter((match) => isMeant(match.identity.qualifier))
}

/** How far the record is searched: pages of 25 changes. */
const RECORD_PAGES = 8

/** Changes of the console's own record that name an address or a request id. */
async function changesWith({ client, signal }: Search, text: string): Promise<ChangeProgress[]> {
  try {
    const { pages } = await client.fetchInfiniteQuery({
      ...changesQuery(),
      pages: RECORD_PAGES,
      staleTime: 0,
    })
    signal.throwIfAborted()
    const changes = pages.flatMap((page) => page.changes)
    return changes.filter(
      (change): change is ChangeProgress => !('reason' in change) && JSON.stringify(change).includes(text),
    )
  } catch {
    signal.throwIfAborted()
    return []
  }
}
