import 'server-only'
import { maySee } from '@/lib/auth/judge'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { accountNames } from '@/lib/aws/targets'
import type { Download } from '@/lib/doorways/download'
import { fail } from '@/lib/failures/result'
import { everyPageOfUrls } from '@/lib/inventory/index-rows'
import { parseQuery } from '@/lib/inventory/query'
import { exportInventoryInputSchema, type InventoryRow } from '@/lib/inventory/schema'
import { columnsOf, FIRST_COLUMNS, type UrlColumnId, urlColumn } from '@/lib/inventory/url-columns'
import { csvLine } from '@/lib/text/csv'

/**
 * All function URLs that a query lets through as a file, in the order and with the columns of the screen; each row
 * says when it was read. A query with a problem is refused: a file does not say what was left out of it.
 */
export const exportInventory = verb({
  name: 'exportInventory',
  input: exportInventoryInputSchema,
  operation: 'inventory:read',
  resource: () => ({}),
  work: async ({ permit, input: { format, columns, ...input } }): Promise<Download> => {
    assertOperation(permit, 'inventory:read')
    const [problem] = parseQuery(input.q).problems
    if (problem) fail('invalid-input', `The query has a problem: ${problem.message}`)
    const fields = fieldsOf(columnsOf(columns) ?? FIRST_COLUMNS, await accountNames())
    const now = permit.context.now().toISOString()
    const write = format === 'csv' ? csvOf : jsonOf({ exportedAt: now, query: input.q })
    return {
      fileName: `function-urls-${now.slice(0, 10)}.${format}`,
      mediaType:
        format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8',
      parts: write(fields, visiblePages(permit, input)),
    }
  },
})

type Fields = ReturnType<typeof fieldsOf>

/** What the columns write, with the age of each row at the end where it is not among them. */
function fieldsOf(columns: readonly UrlColumnId[], names: Record<string, string>) {
  const withAge: readonly UrlColumnId[] = columns.includes('age') ? columns : [...columns, 'age']
  return withAge
    .flatMap((id) => urlColumn(id).fields)
    .map(({ head, member, of }) => ({ head, member, of: (row: InventoryRow) => of(row, names) }))
}

async function* visiblePages(permit: Permit, input: Parameters<typeof everyPageOfUrls>[1]) {
  for await (const rows of everyPageOfUrls(permit, input))
    yield rows.filter((row) => maySee(permit, 'function-url:read', row))
}

async function* csvOf(fields: Fields, pages: AsyncIterable<InventoryRow[]>): AsyncGenerator<string> {
  yield csvLine(fields.map(({ head }) => head))
  for await (const rows of pages)
    yield rows.map((row) => csvLine(fields.map(({ of }) => of(row) ?? ''))).join('')
}

const jsonOf = (about: Record<string, string>) =>
  async function* (fields: Fields, pages: AsyncIterable<InventoryRow[]>): AsyncGenerator<string> {
    yield `${JSON.stringify(about).slice(0, -1)},"rows":[`
    let isFirst = true
    for await (const rows of pages) {
      const lines = rows.map((row) =>
        JSON.stringify(Object.fromEntries(fields.map(({ member, of }) => [member, of(row)]))),
      )
      // A page of which nothing may be seen leaves no comma behind.
      if (lines.length === 0) continue
      yield `${isFirst ? '' : ','}\n${lines.join(',\n')}`
      isFirst = false
    }
    yield '\n]}\n'
  }
