import dynamic from 'next/dynamic'
import type { ComponentType } from 'react'
import {
  AccountCell,
  AddressCell,
  AgeCell,
  AuthTypeCell,
  CorsCell,
  CreatedCell,
  FindingsCell,
  InvokeModeCell,
  ModifiedCell,
  NameCell,
  OwnerCell,
  RegionCell,
  RuntimeCell,
  type UrlCellProps,
  VerdictCell,
} from '@/components/inventory/cells'
import type { Density, UrlColumnId } from '@/lib/inventory/url-columns'

/** Counts come after the rows, and with them what draws them. */
const RequestsCell = dynamic(
  async () => (await import('@/components/inventory/requests-cell')).RequestsCell,
  {
    ssr: false,
  },
)

interface UrlTableColumn {
  /** Its share of the table, beside those of the others that are shown. */
  share: number
  Cell: ComponentType<UrlCellProps>
  look?: string
}

/** How the columns of the table of all function URLs look; what they are, `lib/inventory/url-columns.ts` says. */
export const URL_TABLE_COLUMNS: Record<UrlColumnId, UrlTableColumn> = {
  verdict: { share: 160, Cell: VerdictCell, look: 'max-lg:order-1' },
  findings: { share: 100, Cell: FindingsCell, look: 'max-lg:order-1' },
  function: { share: 210, Cell: NameCell, look: 'max-lg:w-full' },
  address: { share: 96, Cell: AddressCell, look: 'max-lg:w-full' },
  auth: { share: 120, Cell: AuthTypeCell, look: 'max-lg:order-1' },
  mode: { share: 136, Cell: InvokeModeCell, look: 'text-small max-lg:order-1' },
  cors: { share: 120, Cell: CorsCell, look: 'text-small max-lg:order-1 max-lg:w-full' },
  runtime: { share: 100, Cell: RuntimeCell, look: 'text-small max-lg:order-2' },
  account: { share: 104, Cell: AccountCell, look: 'text-small max-lg:order-2' },
  region: { share: 114, Cell: RegionCell, look: 'text-small max-lg:order-2' },
  requests: { share: 116, Cell: RequestsCell, look: 'text-small max-lg:order-2' },
  owner: { share: 128, Cell: OwnerCell, look: 'text-small max-lg:order-2' },
  created: { share: 104, Cell: CreatedCell, look: 'text-small max-lg:order-2 max-lg:text-mute' },
  modified: { share: 100, Cell: ModifiedCell, look: 'text-small max-lg:order-2 max-lg:text-mute' },
  age: { share: 90, Cell: AgeCell, look: 'text-small text-mute max-lg:order-2' },
}

/** How wide a column is, as a share of what the boxes that choose rows leave of the whole. */
export function shareOf(id: UrlColumnId, shown: readonly UrlColumnId[]): string {
  const all = shown.reduce((sum, each) => sum + URL_TABLE_COLUMNS[each].share, 0)
  return `${((95 * URL_TABLE_COLUMNS[id].share) / all).toFixed(2)}%`
}

const ROW_LOOK =
  'border-line border-b max-lg:flex max-lg:flex-wrap max-lg:items-center max-lg:gap-x-3 max-lg:gap-y-1 max-lg:px-4'

/** Classes of a row: two lines high or one, or a card. */
export const URL_ROW_LOOK: Record<Density, string> = {
  comfortable: `${ROW_LOOK} max-lg:py-3 lg:h-14.25`,
  compact: `${ROW_LOOK} max-lg:py-1.5 lg:h-9`,
}

/** Classes of a column's cells. */
export const urlTableCellLook = (id: UrlColumnId) => [
  'lg:px-2 lg:first:pl-4 lg:last:pr-4 max-lg:min-w-0',
  URL_TABLE_COLUMNS[id].look,
]
