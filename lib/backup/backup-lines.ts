import 'server-only'
import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { KnownError } from '@/lib/failures/known-error'

/** A back-up that cannot be read or put back, in a sentence. */
export class BackupError extends KnownError {
  static override readonly errorName = 'BackupError'
}

const FORMAT = 'function-url-console/backup'
const VERSION = 1

/**
 * A back-up is a text of lines of JSON, the same for both databases: this head, then for each table its name and
 * columns and a line for each row, and at the end how many rows there are and a SHA-256 over every line before.
 */
const headSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  at: z.string(),
  /** The last step of the database's shape that it had. */
  shape: z.string(),
  /** The last event of the record; absent where there was none. */
  record: z.optional(z.object({ position: z.number(), hash: z.string() })),
})

export type BackupHead = Omit<z.output<typeof headSchema>, 'format' | 'version'>

const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()) })
const endSchema = z.object({ rows: z.number(), sha256: z.string() })

type Value = string | number | null | Uint8Array

export type Row = Record<string, unknown>

export const headLine = (head: BackupHead): string => line({ format: FORMAT, version: VERSION, ...head })
export const tableLine = (table: string, columns: readonly string[]): string => line({ table, columns })
export const rowLine = (row: Row, columns: readonly string[]): string =>
  line(columns.map((name) => stored(row[name] as Value)))

const line = (value: unknown) => `${JSON.stringify(value)}\n`

/** JSON has no bytes. */
const stored = (value: Value) =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value

const read = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'base64' in value
    ? Buffer.from(String(value.base64), 'base64')
    : value

/** Counts and sums up what is written, and says so in the last line. */
export class BackupSum {
  private readonly hash = createHash('sha256')
  private rows = 0

  add(text: string, rows = 0): void {
    this.hash.update(text)
    this.rows += rows
  }

  get counted(): number {
    return this.rows
  }

  endLine(): string {
    return line({ rows: this.rows, sha256: this.hash.digest('hex') })
  }
}

/** What kind of file it is, by its first line. @throws {BackupError} */
export function headOf(text: string | undefined): BackupHead {
  const parsed = headSchema.safeParse(parsedLine(text ?? ''))
  if (parsed.success) return parsed.data
  throw new BackupError('The file is no back-up of the console, or one of a newer version.')
}

/**
 * Reads a back-up to its end, handing over its rows a few at a time. What it has handed over is only to be believed once it
 * returns. @throws {BackupError} when the file is cut off or is not what was written.
 */
export async function readBackup(
  lines: AsyncIterable<string>,
  take: (table: string, rows: Row[]) => Promise<void>,
): Promise<BackupHead> {
  const sum = new BackupSum()
  let head: BackupHead | undefined
  let end: string | undefined
  let table = { table: '', columns: [] as string[] }
  let rows: Row[] = []
  const handOver = async () => {
    if (rows.length > 0) await take(table.table, rows)
    rows = []
  }
  for await (const text of lines) {
    if (end !== undefined) throw new BackupError('The back-up goes on after its end.')
    const value = parsedLine(text)
    if (!head) head = headOf(text)
    else if (Array.isArray(value)) rows.push(rowOf(value, table.columns))
    else if (endSchema.safeParse(value).success) end = `${text}\n`
    else {
      await handOver()
      table = tableOf(value)
    }
    if (end === undefined) sum.add(`${text}\n`, Array.isArray(value) ? 1 : 0)
    if (rows.length >= ROWS_AT_ONCE) await handOver()
  }
  await handOver()
  if (!head || end !== sum.endLine())
    throw new BackupError('The back-up is cut off, or is not what was written: take another one.')
  return head
}

const ROWS_AT_ONCE = 200

function parsedLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const rowOf = (values: unknown[], columns: string[]): Row =>
  Object.fromEntries(columns.map((name, index) => [name, read(values[index])]))

function tableOf(value: unknown): z.output<typeof tableSchema> {
  const parsed = tableSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new BackupError('The back-up has a line that cannot be read: take another one.')
}
