import { BULK_PHASES, type BulkItem, type BulkProgress } from '@/lib/bulk/schema'
import { neverFormula } from '@/lib/text/csv'

const COLUMNS: [head: string, value: (item: BulkItem) => string | number | undefined][] = [
  ['number', ({ seq }) => seq],
  ['account', ({ account }) => account],
  ['region', ({ region }) => region],
  ['function', ({ functionName }) => functionName],
  ['qualifier', ({ qualifier }) => qualifier],
  ['status', (item) => (item.leftOut ? 'left out' : item.status)],
  ['what', ({ label }) => label],
  ['why', ({ failure, leftOut }) => leftOut ?? failure?.message],
  ['change', ({ changeId, status }) => (BEGUN.includes(status) ? changeId : undefined)],
]

const BEGUN: BulkItem['status'][] = ['applying', 'applied', 'failed', 'half-done', 'changed', 'unknown']

/** One cell of a CSV file (RFC 4180); what a spreadsheet would run is a text there. */
export function csvCell(value: string | number | undefined): string {
  if (typeof value === 'number') return String(value)
  const safe = neverFormula(value ?? '')
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What became of each item, as a table. */
export function reportCsv(items: readonly BulkItem[]): string {
  const lines = [
    COLUMNS.map(([head]) => head),
    ...items.map((item) => COLUMNS.map(([, value]) => value(item))),
  ]
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')
}

/** The same with everything that is known of the bulk change itself. */
export function reportJson(bulk: BulkProgress, items: readonly BulkItem[]): string {
  const { bulkId, title, action, selection, actor, createdAt, acceptedAt, endedAt, counts } = bulk
  const told = { bulkId, title, action, selection, by: actor.name, createdAt, acceptedAt, endedAt, counts }
  return `${JSON.stringify({ ...told, items }, undefined, 2)}\n`
}

/** Whether anything of it has begun: a report before that would be a plan. */
export const isBegun = ({ phase }: Pick<BulkProgress, 'phase'>): boolean =>
  BULK_PHASES.indexOf(phase) >= BULK_PHASES.indexOf('applying')
