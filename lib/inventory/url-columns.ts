import type { InventoryRow } from '@/lib/inventory/schema'
import type { UrlSort } from '@/lib/inventory/sorts'

/** What a column writes into a file: the heading of a CSV column, the name of a JSON member, and the value; `null`: none. */
interface UrlField {
  head: string
  member: string
  of: (row: InventoryRow, accountNames: Readonly<Record<string, string>>) => string | number | null
}

interface UrlColumn {
  head: string
  /** What the index sorts by when its head is pressed. */
  sort: UrlSort
  /** Not shown until somebody chooses it. */
  isExtra?: true
  /** What an export has of it. */
  fields: readonly UrlField[]
}

const one = (head: string, member: string, of: UrlField['of']): readonly UrlField[] => [{ head, member, of }]

/**
 * The columns of the table of all function URLs, in the order in which they are shown at first. A new column is an
 * entry here, and one in `components/inventory/columns.tsx` that says how it looks.
 */
const URL_COLUMNS = {
  verdict: { head: 'Access', sort: 'verdict', fields: one('Access', 'access', (row) => row.verdict) },
  findings: {
    head: 'Findings',
    sort: 'findings',
    fields: [
      { head: 'Findings', member: 'findings', of: (row) => row.findings?.count ?? 0 },
      { head: 'Severity', member: 'severity', of: (row) => row.findings?.severity ?? null },
      {
        head: 'What was found',
        member: 'findingTitles',
        of: (row) => row.findings?.titles.join('; ') ?? null,
      },
      { head: 'Rules not judged', member: 'unjudgedRules', of: (row) => row.unjudged?.join('; ') ?? null },
    ],
  },
  function: {
    head: 'Function URL',
    sort: 'function',
    fields: [
      { head: 'Function', member: 'functionName', of: (row) => row.functionName },
      { head: 'Qualifier', member: 'qualifier', of: (row) => row.qualifier },
    ],
  },
  address: {
    head: 'Address',
    sort: 'address',
    fields: one('Address', 'FunctionUrl', (row) => row.FunctionUrl),
  },
  auth: { head: 'Auth type', sort: 'auth', fields: one('Auth type', 'AuthType', (row) => row.AuthType) },
  mode: {
    head: 'Invoke mode',
    sort: 'mode',
    isExtra: true,
    fields: one('Invoke mode', 'InvokeMode', (row) => row.InvokeMode),
  },
  cors: { head: 'CORS', sort: 'cors', fields: one('CORS', 'cors', (row) => row.cors) },
  runtime: {
    head: 'Runtime',
    sort: 'runtime',
    isExtra: true,
    fields: one('Runtime', 'runtime', (row) => row.runtime),
  },
  account: {
    head: 'Account',
    sort: 'account',
    fields: [
      { head: 'Account', member: 'account', of: (row) => row.account },
      { head: 'Account name', member: 'accountName', of: (row, names) => names[row.account] ?? null },
    ],
  },
  region: { head: 'Region', sort: 'region', fields: one('Region', 'region', (row) => row.region) },
  requests: {
    head: 'Requests, 30 d',
    sort: 'requests',
    fields: [
      // Never counted is no number, and never 0.
      { head: 'Requests, 30 days', member: 'requests30d', of: (row) => row.requests30d ?? null },
      { head: 'Requests counted', member: 'requestsReadAt', of: (row) => row.requestsReadAt ?? null },
    ],
  },
  owner: {
    head: 'Owner',
    sort: 'owner',
    isExtra: true,
    fields: [
      { head: 'Owner', member: 'owner', of: (row) => row.owner },
      { head: 'Owner name', member: 'ownerName', of: (row) => row.ownerName },
      { head: 'Owner tag', member: 'ownerTag', of: (row) => row.ownerTag },
    ],
  },
  created: {
    head: 'Created',
    sort: 'created',
    isExtra: true,
    fields: one('Created', 'createdAt', (row) => row.createdAt),
  },
  modified: {
    head: 'Modified',
    sort: 'modified',
    fields: one('Modified', 'modifiedAt', (row) => row.modifiedAt),
  },
  age: {
    head: 'Read',
    sort: 'age',
    fields: [
      { head: 'Read', member: 'readAt', of: (row) => row.knownAt },
      { head: 'Not read again because', member: 'failure', of: (row) => row.failure?.message ?? null },
    ],
  },
} as const satisfies Record<string, UrlColumn>

export type UrlColumnId = keyof typeof URL_COLUMNS
export const URL_COLUMN_IDS = Object.keys(URL_COLUMNS) as [UrlColumnId, ...UrlColumnId[]]

/** A column; its entry, without what only some entries have spelled out. */
export const urlColumn = (id: UrlColumnId): UrlColumn => URL_COLUMNS[id]

/** What is shown until somebody chooses. */
export const FIRST_COLUMNS: readonly UrlColumnId[] = URL_COLUMN_IDS.filter((id) => !urlColumn(id).isExtra)

/** Rows two lines high, or one. */
export const DENSITIES = ['comfortable', 'compact'] as const
export type Density = (typeof DENSITIES)[number]

/** Columns as an address holds them: `verdict,function`; unknown and repeated ones are left out. */
export function columnsOf(text: string): UrlColumnId[] | undefined {
  const ids = text.split(',').flatMap((name) => URL_COLUMN_IDS.find((id) => id === name) ?? [])
  return ids.length > 0 ? [...new Set(ids)] : undefined
}
