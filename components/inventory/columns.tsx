import dynamic from 'next/dynamic'
import type { ComponentType } from 'react'
import {
  AccountCell,
  AddressCell,
  AgeCell,
  AuthTypeCell,
  CorsCell,
  FindingsCell,
  ModifiedCell,
  NameCell,
  OwnerCell,
  RegionCell,
  type UrlCellProps,
  VerdictCell,
} from '@/components/inventory/cells'
import type { UrlSort } from '@/lib/inventory/sorts'

/** Counts come after the rows, and with them what draws them. */
const RequestsCell = dynamic(
  async () => (await import('@/components/inventory/requests-cell')).RequestsCell,
  {
    ssr: false,
  },
)

interface UrlTableColumn {
  id: string
  head: string
  /** What the index sorts by when its head is pressed. */
  sort: UrlSort
  /** Its share of the table; what has none shares what is left. */
  width?: string
  Cell: ComponentType<UrlCellProps>
  look?: string
}

/** The columns of the table of all function URLs, in their order: heads, cells and cards are drawn from here. */
export const URL_TABLE_COLUMNS: UrlTableColumn[] = [
  {
    id: 'verdict',
    head: 'Access',
    sort: 'verdict',
    width: 'w-44',
    Cell: VerdictCell,
    look: 'max-lg:order-1',
  },
  {
    id: 'findings',
    head: 'Findings',
    sort: 'findings',
    width: 'w-28',
    Cell: FindingsCell,
    look: 'max-lg:order-1',
  },
  { id: 'function', head: 'Function URL', sort: 'function', Cell: NameCell, look: 'max-lg:w-full' },
  {
    id: 'address',
    head: 'Address',
    sort: 'address',
    width: 'w-40',
    Cell: AddressCell,
    look: 'max-lg:w-full',
  },
  { id: 'auth', head: 'Auth type', sort: 'auth', width: 'w-30', Cell: AuthTypeCell, look: 'max-lg:order-1' },
  { id: 'cors', head: 'CORS', sort: 'cors', Cell: CorsCell, look: 'text-small max-lg:order-1 max-lg:w-full' },
  {
    id: 'account',
    head: 'Account',
    sort: 'account',
    width: 'w-28',
    Cell: AccountCell,
    look: 'text-small max-lg:order-2',
  },
  {
    id: 'region',
    head: 'Region',
    sort: 'region',
    width: 'w-28',
    Cell: RegionCell,
    look: 'text-small max-lg:order-2',
  },
  {
    id: 'requests',
    head: 'Requests, 30 d',
    sort: 'requests',
    width: 'w-30',
    Cell: RequestsCell,
    look: 'text-small max-lg:order-2',
  },
  {
    id: 'owner',
    head: 'Owner',
    sort: 'owner',
    width: 'w-32',
    Cell: OwnerCell,
    look: 'text-small max-lg:order-2',
  },
  {
    id: 'modified',
    head: 'Modified',
    sort: 'modified',
    width: 'w-26',
    Cell: ModifiedCell,
    look: 'text-small max-lg:order-2 max-lg:text-mute',
  },
  {
    id: 'age',
    head: 'Read',
    sort: 'age',
    width: 'w-24',
    Cell: AgeCell,
    look: 'text-small text-mute max-lg:order-2',
  },
]

/** Classes of a row: two lines high, or a card. */
export const URL_ROW_LOOK =
  'border-line border-b max-lg:flex max-lg:flex-wrap max-lg:items-center max-lg:gap-x-3 max-lg:gap-y-1 max-lg:px-4 max-lg:py-3 lg:h-14.25'

/** Classes of a column's cells. */
export const urlTableCellLook = ({ look }: UrlTableColumn) => [
  'lg:px-2 lg:first:pl-4 lg:last:pr-4 max-lg:min-w-0',
  look,
]
