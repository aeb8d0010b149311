import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/doorways/fetch-json'
import { STALE } from '@/lib/doorways/stale-time'
import {
  FINDINGS_API_PATH,
  FINDINGS_OVERVIEW_API_PATH,
  HIGH_FINDINGS_API_PATH,
  INVENTORY_API_PATH,
  INVENTORY_EXPORT_API_PATH,
  INVENTORY_OVERVIEW_API_PATH,
  ownerApiPath,
  QUERY_VALUES_API_PATH,
} from '@/lib/identity/api-paths'
import { identityKey } from '@/lib/identity/names'
import type { FunctionIdentity, FunctionUrlIdentity } from '@/lib/identity/schema'
import type { FindingsFilter, FindingsOverview, FindingsPage } from '@/lib/inventory/finding-schema'
import type { QueryField } from '@/lib/inventory/query-keys'
import type { OwnerAnswer } from '@/lib/inventory/read-owner'
import type { InventoryOverview, InventoryPage, QueryValueCount, SweepState } from '@/lib/inventory/schema'
import type { Order, UrlSort } from '@/lib/inventory/sorts'
import { isNeverRead } from '@/lib/inventory/sweep-progress'
import type { Density, UrlColumnId } from '@/lib/inventory/url-columns'

/** What of the table stands in the address. */
export interface InventoryView {
  q: string
  sort: UrlSort
  order: Order
  /** What is shown, from left to right. */
  columns: UrlColumnId[]
  density: Density
}

/** The beginning of the keys of everything that comes from the index. */
export const INVENTORY_KEY = ['inventory'] as const

/** The function URLs that a query lets through, a page at a time. */
export function inventoryQuery({ q, sort, order }: Pick<InventoryView, 'q' | 'sort' | 'order'>) {
  return infiniteQueryOptions({
    queryKey: [...INVENTORY_KEY, 'urls', q, sort, order],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ q, sort, order, ...(pageParam ? { after: pageParam } : {}) })
      return fetchJson<InventoryPage>(`${INVENTORY_API_PATH}?${query}`, { signal })
    },
    getNextPageParam: (page) => page.next,
  })
}

const SECOND = 1_000
/** While AWS is being read the page follows closely, otherwise now and then. */
const FOLLOW_EVERY = 1.5 * SECOND
const LOOK_EVERY = 15 * SECOND

/** Whether something is being read, or waits for its turn. */
const isUnderWay = ({ isRunning, isRequested, pausedBy }: SweepState): boolean =>
  isRunning || (isRequested && pausedBy === undefined)

/** Whether rows may come soon: something is read, waits for its turn, or will be read for the first time. */
export const isRowsToCome = ({
  sweeps,
  isAutomatic,
}: Pick<InventoryOverview, 'sweeps' | 'isAutomatic'>): boolean =>
  sweeps.some(isUnderWay) || (isAutomatic && isNeverRead(sweeps))

/** The numbers over all URLs and how far the reading is, asked for again as long as the page is open. */
export function overviewQuery() {
  return queryOptions({
    queryKey: [...INVENTORY_KEY, 'overview'],
    queryFn: ({ signal }) => fetchJson<InventoryOverview>(INVENTORY_OVERVIEW_API_PATH, { signal }),
    refetchInterval: ({ state: { data } }) => (data && isRowsToCome(data) ? FOLLOW_EVERY : LOOK_EVERY),
  })
}

/** What the index knows to stand behind a key of a query, the most frequent first. */
export function queryValuesQuery(field: QueryField) {
  return queryOptions({
    queryKey: [...INVENTORY_KEY, 'values', field],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ field })
      return (await fetchJson<{ values: QueryValueCount[] }>(`${QUERY_VALUES_API_PATH}?${query}`, { signal }))
        .values
    },
    staleTime: LOOK_EVERY,
  })
}

/** The address of the rows of a view as a file. */
export function exportAddress({ q, sort, order, columns }: InventoryView, format: 'csv' | 'json'): string {
  const query = new URLSearchParams({ format, q, sort, order, columns: columns.join(',') })
  return `${INVENTORY_EXPORT_API_PATH}?${query}`
}

/** The tool that looks like the owner of a function. */
export function ownerQuery(identity: FunctionIdentity) {
  const { account, region, functionName } = identity
  return queryOptions({
    queryKey: ['owner', account, region, functionName],
    queryFn: ({ signal }) => fetchJson<OwnerAnswer>(ownerApiPath(identity), { signal }),
    staleTime: STALE.FIVE_MINUTES,
  })
}

/** One group of the findings: of a rule, an account or an age; or those of one qualifier. */
export interface FindingsOf {
  rule?: string
  account?: string
  age?: string
  of?: string
}

const findingsAddress = (path: string, parts: object): string => {
  const present = Object.entries(parts).filter(([, value]) => value !== undefined)
  return `${path}?${new URLSearchParams(Object.fromEntries(present))}`
}

/** The findings of one group, a page at a time. */
export function findingsQuery(filter: FindingsFilter, group: FindingsOf) {
  return infiniteQueryOptions({
    queryKey: [...INVENTORY_KEY, 'findings', filter, group],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      fetchJson<FindingsPage>(findingsAddress(FINDINGS_API_PATH, { ...filter, ...group, after: pageParam }), {
        signal,
      }),
    getNextPageParam: (page) => page.next,
  })
}

/** What the index holds of one function URL's findings, muted ones too. */
export function findingsOfUrlQuery(identity: FunctionUrlIdentity) {
  const of = identityKey(identity)
  return queryOptions({
    queryKey: [...INVENTORY_KEY, 'findings-of', of],
    queryFn: ({ signal }) =>
      fetchJson<FindingsPage>(findingsAddress(FINDINGS_API_PATH, { muted: 'all', of }), { signal }),
  })
}

/** Every finding that a filter lets through, for a file; muted ones too. */
export async function everyFinding(filter: FindingsFilter): Promise<FindingsPage['rows']> {
  const rows: FindingsPage['rows'] = []
  let after: string | undefined
  do {
    const asked = { ...filter, muted: 'all', brief: 'yes', after }
    const page = await fetchJson<FindingsPage>(findingsAddress(FINDINGS_API_PATH, asked))
    rows.push(...page.rows)
    after = page.next
  } while (after !== undefined)
  return rows
}

/** The numbers over all findings that a filter lets through. */
export function findingsOverviewQuery(filter: FindingsFilter) {
  return queryOptions({
    queryKey: [...INVENTORY_KEY, 'findings-overview', filter],
    queryFn: ({ signal }) =>
      fetchJson<FindingsOverview>(findingsAddress(FINDINGS_OVERVIEW_API_PATH, filter), { signal }),
    refetchInterval: LOOK_EVERY,
  })
}

/** How many findings are of high severity, for the number beside the navigation. */
export function highFindingsQuery() {
  return queryOptions({
    queryKey: [...INVENTORY_KEY, 'high-findings'],
    queryFn: ({ signal }) => fetchJson<{ high: number }>(HIGH_FINDINGS_API_PATH, { signal }),
    refetchInterval: 4 * LOOK_EVERY,
  })
}
