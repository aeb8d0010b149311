'use client'

import { InfiniteQueryObserver, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useLateTargets } from '@/components/function-list/use-late-targets'
import { failureFrom } from '@/lib/doorways/fetch-json'
import type { Result } from '@/lib/failures/result'
import { functionsQuery } from '@/lib/functions/queries'
import type { TargetReading } from '@/lib/functions/reading'
import type { FunctionsPage } from '@/lib/functions/schema'
import type { Target } from '@/lib/identity/schema'

/** A target and its first page, if the server had it in time for the first paint. */
export interface TargetStart {
  target: Target
  firstPage?: Result<FunctionsPage>
}

export interface FunctionReadings {
  readings: TargetReading[]
  /** Tries again what failed in the target of this index. */
  retry: (index: number) => void
  /** Reads one page more of the first target that has one; for scrolling on while reading is stopped. */
  readMore: () => void
  /** Reads everything again, page by page; what is shown stays until then. */
  refresh: () => void
  isRefreshing: boolean
}

/**
 * The functions of every target: one query each, with AWS's own Marker, so that none waits for another.
 * Reads on to the last page of every target unless stopped; a target that fails stands still until `retry`.
 */
export function useFunctionReadings(starts: TargetStart[], isStopped: boolean): FunctionReadings {
  const client = useQueryClient()
  const [{ observers, store }] = useState(() => observe(client, starts))
  const results = useSyncExternalStore(store.subscribe, store.read, store.read)

  useEffect(() => {
    if (isStopped) return
    for (const [index, result] of results.entries())
      if (canReadOn(result)) void observers[index]?.fetchNextPage()
  }, [observers, results, isStopped])

  const late = useLateTargets(
    results.map(({ isFetching, data }) => ({ isReading: isFetching, pages: data?.pages.length ?? 0 })),
  )

  return {
    readings: results.map((result, index) => ({
      ...readingOf(result, starts[index]),
      isLate: late[index],
    })),
    retry: (index) => {
      const { data, isFetchNextPageError } = results[index] ?? {}
      const observer = observers[index]
      if (data && isFetchNextPageError) void observer?.fetchNextPage()
      else void observer?.refetch()
    },
    readMore: () => {
      const isReading = results.some(({ isFetching }) => isFetching)
      if (!isReading) void observers[results.findIndex(canReadOn)]?.fetchNextPage()
    },
    refresh: () => {
      for (const observer of observers) void observer.refetch()
    },
    isRefreshing: results.some(({ isRefetching }) => isRefetching),
  }
}

type Observer = ReturnType<typeof observerOf>
type ObservedResult = ReturnType<Observer['getCurrentResult']>

function observerOf(client: QueryClient, { target, firstPage }: TargetStart) {
  const initialData = firstPage?.ok ? { pages: [firstPage.value], pageParams: [undefined] } : undefined
  return new InfiniteQueryObserver(client, {
    ...functionsQuery(target),
    initialData,
    // The server has just tried: its failure is shown, and the person decides when to try again.
    enabled: firstPage?.ok !== false,
    // The list is read again by hand only: doing so asks for every loaded page once more.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchOnMount: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  })
}

/** The observers and what they see together, as a store for React. */
function observe(client: QueryClient, starts: TargetStart[]) {
  const observers = starts.map((start) => observerOf(client, start))
  const look = () => observers.map((observer) => observer.getCurrentResult())
  let seen = look()
  const followObservers = (listener: () => void) => {
    const update = () => {
      seen = look()
      listener()
    }
    const endings = observers.map((observer) => observer.subscribe(update))
    update()
    return () => {
      for (const end of endings) end()
    }
  }
  return { observers, store: { subscribe: followObservers, read: () => seen } }
}

function canReadOn({ hasNextPage, isFetching, isError }: ObservedResult): boolean {
  return hasNextPage && !isFetching && !isError
}

function readingOf(result: ObservedResult, start: TargetStart | undefined): TargetReading {
  const { data, error, isFetching, hasNextPage } = result
  const failure = error ? failureFrom(error) : undefined
  const isUntried = data === undefined && !error && !isFetching
  return {
    target: start?.target ?? { account: '', region: '' },
    pages: data?.pages ?? [],
    hasMore: data === undefined || hasNextPage,
    isReading: isFetching,
    failure: isUntried && start?.firstPage?.ok === false ? start.firstPage.failure : failure,
  }
}
