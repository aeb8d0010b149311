'use client'

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { searchedUrls } from '@/components/function-list/searched-urls'
import type { VerdictKind } from '@/lib/access/verdict'
import { type FunctionUrlsPage, fetchUrlsOfFunctions, rowUrlsKey } from '@/lib/function-urls/queries'
import type { FunctionFacts } from '@/lib/functions/schema'
import type { SearchedUrl } from '@/lib/functions/search'
import { identityText } from '@/lib/identity/names'
import type { FunctionIdentity, FunctionUrlIdentity } from '@/lib/identity/schema'

export interface ReadUrls {
  /** URLs of auth type NONE of which is not read who can call them. */
  unjudged: readonly FunctionUrlIdentity[]
  urlsOf: (facts: FunctionFacts) => readonly SearchedUrl[] | undefined
  /** Function URLs that were read. */
  count: number
  /** Functions whose URLs were read. */
  functions: number
}

/** What the rows have read of function URLs, whoever read it: this tab's cache, as a search looks at it. */
export function useReadUrls(): ReadUrls {
  const client = useQueryClient()
  const [store] = useState(() => storeOf(client))
  return useSyncExternalStore(store.subscribe, store.read, readOnServer)
}

const NOTHING: ReadUrls = { unjudged: [], urlsOf: () => undefined, count: 0, functions: 0 }
const readOnServer = () => NOTHING

/** Milliseconds; many rows are read at once, and the list is searched again after each batch, not after each row. */
const GATHER_FOR = 100

/** The cache's keys of a row's URLs and of a verdict: what they are about stands behind the first member. */
const isOfRow = (key: readonly unknown[]) => key[0] === 'function-urls' && key[4] === 'in-list'
const isVerdict = (key: readonly unknown[]) => key[0] === 'policy' && key[5] === 'verdict'

function storeOf(client: QueryClient) {
  const pages = new Map<string, FunctionUrlsPage>()
  const verdicts = new Map<string, VerdictKind>()
  let seen = NOTHING
  const take = (key: readonly unknown[], data: unknown) => {
    if (data === undefined) return false
    if (isOfRow(key)) pages.set(key.slice(1, 4).join('/'), data as FunctionUrlsPage)
    else if (isVerdict(key)) verdicts.set(key.slice(1, 5).join('/'), data as VerdictKind)
    else return false
    return true
  }
  const followCache = (listener: () => void) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = undefined
      seen = lookAt(pages, verdicts)
      listener()
    }
    for (const queryKey of [['function-urls'], ['policy']])
      for (const [key, data] of client.getQueriesData({ queryKey })) take(key, data)
    if (pages.size > 0) tell()
    const end = client.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success') return
      if (take(event.query.queryKey, event.query.state.data)) timer ??= setTimeout(tell, GATHER_FOR)
    })
    return () => {
      clearTimeout(timer)
      end()
    }
  }
  return { subscribe: followCache, read: () => seen }
}

function lookAt(
  pages: ReadonlyMap<string, FunctionUrlsPage>,
  verdicts: ReadonlyMap<string, VerdictKind>,
): ReadUrls {
  const known = new Map<string, SearchedUrl[]>()
  const unjudged: FunctionUrlIdentity[] = []
  let count = 0
  for (const [key, page] of pages) {
    const urls = searchedUrls(page).map((url) => ({
      ...url,
      verdict: verdicts.get(`${key}/${url.qualifier}`),
    }))
    known.set(key, urls)
    count += urls.length
    for (const { qualifier, authType, verdict } of urls)
      if (authType === 'NONE' && verdict === undefined) unjudged.push({ ...identityOfText(key), qualifier })
  }
  return { unjudged, urlsOf: (facts) => known.get(identityText(facts)), count, functions: known.size }
}

function identityOfText(text: string): FunctionIdentity {
  const [account = '', region = '', functionName = ''] = text.split('/')
  return { account, region, functionName }
}

/** Reads who can call the URLs of auth type NONE, one after the other, while something is looked for that only that tells. */
export function useReadEveryVerdict({ unjudged }: ReadUrls, isWanted: boolean): void {
  const client = useQueryClient()
  const next = isWanted ? unjudged[0] : undefined
  const key = next && JSON.stringify(next)
  useEffect(() => {
    if (key === undefined) return
    void import('@/components/function-list/read-verdict')
      .then(({ listVerdictQuery }) => client.prefetchQuery(listVerdictQuery(JSON.parse(key), 'NONE')))
      .catch(() => undefined)
  }, [client, key])
}

/** The server answers at most so many functions in one request. */
const BATCH = 25

/**
 * Reads the URLs of functions that nobody has scrolled to, one batch after the other behind everybody else, while
 * something is looked for that only they can tell.
 */
export function useReadEveryUrl(
  functions: readonly FunctionFacts[],
  read: ReadUrls,
  isWanted: boolean,
): void {
  const client = useQueryClient()
  const [reader] = useState(() => new EveryUrlReader(client))
  useEffect(() => {
    reader.want(isWanted ? functions.filter((facts) => read.urlsOf(facts) === undefined) : [])
  }, [reader, functions, read, isWanted])
  useEffect(() => () => reader.want([]), [reader])
}

class EveryUrlReader {
  private queue: readonly FunctionIdentity[] = []
  /** What failed is not asked for again: its row says why, once it is on screen. */
  private readonly tried = new Set<string>()
  private running: AbortController | undefined

  constructor(private readonly client: QueryClient) {}

  /** What is still unread and wanted; nothing ends the reading. */
  want(functions: readonly FunctionFacts[]): void {
    this.queue = functions
    if (functions.length === 0) this.running?.abort()
    else if (!this.running) void this.run()
  }

  private async run(): Promise<void> {
    const ending = new AbortController()
    this.running = ending
    for (let batch = this.next(); batch.length > 0 && !ending.signal.aborted; batch = this.next())
      await this.readBatch(batch, ending.signal)
    this.running = undefined
  }

  private next(): FunctionIdentity[] {
    const batch = this.queue.filter((identity) => !this.tried.has(identityText(identity))).slice(0, BATCH)
    return batch.map(({ account, region, functionName }) => ({ account, region, functionName }))
  }

  private async readBatch(identities: FunctionIdentity[], signal: AbortSignal): Promise<void> {
    const answers = await fetchUrlsOfFunctions(identities, { signal, priority: 'background' }).catch(() => [])
    if (signal.aborted) return
    for (const [at, identity] of identities.entries()) {
      this.tried.add(identityText(identity))
      const answer = answers[at]
      if (answer?.ok) this.client.setQueryData(rowUrlsKey(identity), answer.value)
    }
  }
}
