'use client'

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { type FunctionUrlsPage, fetchUrlsOfFunctions, rowUrlsKey } from '@/lib/function-urls/queries'
import type { FunctionFacts } from '@/lib/functions/schema'
import { type SearchedUrl, searchedUrls } from '@/lib/functions/search'
import { identityText } from '@/lib/identity/names'
import type { FunctionIdentity } from '@/lib/identity/schema'

export interface ReadUrls {
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
  const known = useSyncExternalStore(store.subscribe, store.read, readNothing)
  return {
    urlsOf: (facts) => known.get(identityText(facts)),
    count: [...known.values()].reduce((sum, urls) => sum + urls.length, 0),
    functions: known.size,
  }
}

type Known = ReadonlyMap<string, readonly SearchedUrl[]>
const NOTHING: Known = new Map()
const readNothing = () => NOTHING

/** Milliseconds; many rows are read at once, and the list is searched again after each batch, not after each row. */
const GATHER_FOR = 100

function storeOf(client: QueryClient) {
  const known = new Map<string, readonly SearchedUrl[]>()
  let seen: Known = NOTHING
  const take = (key: readonly unknown[], data: unknown) => {
    if (key[0] !== 'function-urls' || key[4] !== 'in-list' || !data) return false
    known.set(key.slice(1, 4).join('/'), searchedUrls(data as FunctionUrlsPage))
    return true
  }
  const subscribe = (listener: () => void) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = undefined
      seen = new Map(known)
      listener()
    }
    for (const [key, data] of client.getQueriesData({ queryKey: ['function-urls'] })) take(key, data)
    if (known.size > 0) tell()
    const end = client.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success') return
      if (take(event.query.queryKey, event.query.state.data)) timer ??= setTimeout(tell, GATHER_FOR)
    })
    return () => {
      clearTimeout(timer)
      end()
    }
  }
  return { subscribe, read: () => seen }
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
