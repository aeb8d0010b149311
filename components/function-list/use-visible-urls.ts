'use client'

import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { BatchReader } from '@/components/function-list/batch-reader'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { STALE } from '@/lib/doorways/stale-time'
import type { Failure } from '@/lib/failures/result'
import { type FunctionUrlsPage, fetchUrlsOfFunctions, rowUrlsKey } from '@/lib/function-urls/queries'
import type { FunctionIdentity } from '@/lib/identity/schema'

/** The server answers at most so many functions in one request. */
const MAX_ITEMS = 25
/** The browser has six connections to the console, and saving needs one. */
const MAX_IN_FLIGHT = 2
/** Milliseconds; rows that are scrolled past faster than this are never asked for. */
const GATHER_FOR = 120
/** What was read stays for those who come back to the list. */
const KEPT_FOR = 30 * STALE.MINUTE

let reader: BatchReader<FunctionIdentity, FunctionUrlsPage> | undefined

/** One reader for the tab, so that the limits hold whatever is on screen. */
function tabReader(): BatchReader<FunctionIdentity, FunctionUrlsPage> {
  reader ??= new BatchReader({
    readBatch: (identities) => fetchUrlsOfFunctions(identities),
    maxItems: MAX_ITEMS,
    maxInFlight: MAX_IN_FLIGHT,
    gatherFor: GATHER_FOR,
  })
  return reader
}

function rowUrlsQuery({ account, region, functionName }: FunctionIdentity) {
  const identity = { account, region, functionName }
  return queryOptions({
    queryKey: rowUrlsKey(identity),
    queryFn: ({ client, queryKey, signal }) => {
      const answer = tabReader().load(identity, signal)
      // The row may be scrolled away by then; its answer is kept all the same.
      answer.then(
        (page) => signal.aborted && client.setQueryData(queryKey, page),
        () => undefined,
      )
      return answer
    },
    staleTime: STALE.MINUTE,
    gcTime: KEPT_FOR,
    refetchOnWindowFocus: true,
    retry: false,
  })
}

export interface VisibleUrls {
  page?: FunctionUrlsPage
  /** Why they could not be read, or not be read again. */
  failure?: Failure
  isReading: boolean
  retry: () => void
}

/**
 * The function URLs of a row that is on screen: asked for while the row is there, in one request with its
 * neighbours, and again when the window gets focus and they are older than a minute.
 */
export function useVisibleUrls(identity: FunctionIdentity): VisibleUrls {
  const { data, error, isFetching, refetch } = useQuery(rowUrlsQuery(identity))
  return {
    page: data,
    failure: error ? failureFrom(error) : undefined,
    isReading: isFetching,
    retry: () => void refetch(),
  }
}

/** Reads the rows on screen again, and forgets how fresh all others are. */
export function refreshVisibleUrls(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ['function-urls'] })
}
