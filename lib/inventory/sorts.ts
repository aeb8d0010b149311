/** What the table of function URLs can be ordered by; each is a column of the index with an index of its own. */
export const URL_SORTS = {
  verdict: 'exposure_rank',
  function: 'name_sort',
  address: 'url',
  auth: 'auth_type',
  mode: 'invoke_mode',
  runtime: 'runtime',
  cors: 'cors_summary',
  findings: 'finding_rank',
  account: 'account',
  region: 'region',
  created: 'created_at',
  owner: 'owner',
  requests: 'requests_30d',
  modified: 'modified_at',
  age: 'known_at',
} as const

export type UrlSort = keyof typeof URL_SORTS
export const URL_SORT_NAMES = Object.keys(URL_SORTS) as [UrlSort, ...UrlSort[]]

export const ORDERS = ['asc', 'desc'] as const
export type Order = (typeof ORDERS)[number]

/** Where reading goes on: behind the row with this value in the sorted column and this key. */
export interface Cursor {
  value: string | number
  key: string
}

/** A cursor as the address of a page carries it; whoever makes one up reads from another place, and sees no more. */
export const cursorText = ({ value, key }: Cursor): string => JSON.stringify([value, key])

/** `undefined` for what is no cursor. */
export function cursorOf(text: string): Cursor | undefined {
  try {
    const read: unknown = JSON.parse(text)
    if (!Array.isArray(read) || read.length !== 2) return undefined
    const [value, key] = read
    const isValue = typeof value === 'string' || typeof value === 'number'
    return isValue && typeof key === 'string' ? { value, key } : undefined
  } catch {
    return undefined
  }
}
