import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { ChangeProgress } from '@/lib/changes/change'
import type { ChangeOutcomeWord, ChangePeriod, ChangeTopic } from '@/lib/changes/filter-words'
import type { ChangesPage } from '@/lib/changes/read'
import type { Reservation } from '@/lib/changes/read-reservation'
import { failureFrom, fetchJson } from '@/lib/doorways/fetch-json'
import { CHANGES_API_PATH, changeApiPath, reservationApiPath } from '@/lib/identity/api-paths'
import type { FunctionIdentity } from '@/lib/identity/schema'

/** A change is followed this often while it is under way; in milliseconds. */
const FOLLOW_EVERY = 400

/** Beginning a change reads AWS first, for up to 15 s: so often is asked for one that is not known yet. */
const ASK_FOR_UNKNOWN = 40
/** And so often before anybody is told. */
const UNTOLD = 8

const isUnknown = (error: unknown) => failureFrom(error).code === 'not-found'

/** Whether the change may just not have begun yet, after so many answers. */
export const isNotYetKnown = (error: unknown, answers: number): boolean =>
  isUnknown(error) && answers < UNTOLD

/** A console that does not answer now may do so in a moment. */
const isFinal = (error: unknown, answers: number) =>
  isUnknown(error) ? answers >= ASK_FOR_UNKNOWN : failureFrom(error).code !== 'unreachable'

/** A change as it stands, asked for again until it has its outcome. */
export function changeQuery(changeId: string) {
  return queryOptions({
    queryKey: ['change', changeId],
    queryFn: ({ signal }) => fetchJson<ChangeProgress>(changeApiPath(changeId), { signal }),
    refetchInterval: ({ state: { data, error, errorUpdateCount } }) => {
      const isEnded = data?.outcome && !data.isRecordIncomplete
      return isEnded || (error && isFinal(error, errorUpdateCount)) ? false : FOLLOW_EVERY
    },
  })
}

export interface ChangesFilter {
  account?: string
  region?: string
  functionName?: string
  qualifier?: string
  search?: string
  who?: string
  what?: ChangeTopic
  outcome?: ChangeOutcomeWord
  period?: ChangePeriod
}

/** Changes, newest first. */
export function changesQuery(filter: ChangesFilter = {}) {
  return infiniteQueryOptions({
    queryKey: ['changes', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) => {
      const present = Object.entries({ ...filter, before: pageParam }).filter(
        (entry): entry is [string, string] => !!entry[1],
      )
      return fetchJson<ChangesPage>(`${CHANGES_API_PATH}?${new URLSearchParams(present)}`, { signal })
    },
    getNextPageParam: (page) => page.next,
  })
}

/** What was reserved for a function before its calls were stopped, and what the account has left to reserve. */
export function reservationQuery({ account, region, functionName }: FunctionIdentity) {
  return queryOptions({
    queryKey: ['reservation', account, region, functionName],
    queryFn: ({ signal }) =>
      fetchJson<Reservation>(reservationApiPath({ account, region, functionName }), { signal }),
    // The account's pool is everybody's.
    staleTime: 0,
  })
}
