import { asCsv } from '@/lib/findings/formats/as-csv'
import { asJson } from '@/lib/findings/formats/as-json'
import { asSarif } from '@/lib/findings/formats/as-sarif'
import { asTable } from '@/lib/findings/formats/as-table'
import type { FindingsReport } from '@/lib/findings/row'

interface Format {
  write: (report: FindingsReport) => string
  extension: string
  mediaType: string
}

/** Every form that findings leave the console in. */
export const FINDING_FORMATS = {
  table: { write: asTable, extension: 'txt', mediaType: 'text/plain' },
  json: { write: asJson, extension: 'json', mediaType: 'application/json' },
  csv: { write: asCsv, extension: 'csv', mediaType: 'text/csv' },
  sarif: { write: asSarif, extension: 'sarif', mediaType: 'application/sarif+json' },
} as const satisfies Record<string, Format>

export type FindingFormat = keyof typeof FINDING_FORMATS
