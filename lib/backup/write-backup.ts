import 'server-only'
import { type Kysely, sql } from 'kysely'
import { writeWhole } from '@/lib/backup/backup-file'
import { type BackupHead, BackupSum, headLine, type Row, rowLine, tableLine } from '@/lib/backup/backup-lines'
import { CARRIED_TABLES } from '@/lib/backup/carried-tables'
import { DatabaseError } from '@/lib/db/database-error'
import { MIGRATION_TABLE } from '@/lib/db/migrations'
import type { DatabasePort, Dialect } from '@/lib/db/port'
import { tableNames } from '@/lib/db/table-names'
import type { Tables } from '@/lib/db/tables'

const ROWS_AT_ONCE = 500

/** What was written. */
export interface WrittenBackup {
  head: BackupHead
  rows: number
}

/**
 * Writes everything that a back-up carries as it is at one moment, whatever consoles write meanwhile: SQLite's snapshot
 * of its log, PostgreSQL's REPEATABLE READ. @throws {BackupError, DatabaseError}
 */
export async function writeBackup(port: DatabasePort, file: string, at: string): Promise<WrittenBackup> {
  const sum = new BackupSum()
  let head: BackupHead | undefined
  await writeWhole(file, (write) =>
    inSnapshot(port, async (db) => {
      const add = (text: string, rows = 0) => {
        sum.add(text, rows)
        return write(text)
      }
      head = await headFrom(db, at)
      await add(headLine(head))
      const there = await tableNames(db, port.dialect)
      for (const table of CARRIED_TABLES.filter((name) => there.includes(name))) {
        let columns: string[] | undefined
        for await (const rows of rowsOf(db, port.dialect, table)) {
          const names = columns ?? Object.keys(rows[0] ?? {})
          if (!columns) await add(tableLine(table, names))
          columns = names
          await add(rows.map((row) => rowLine(row, names)).join(''), rows.length)
        }
      }
      await write(sum.endLine())
    }),
  )
  if (!head) throw new TypeError('The head is written first.')
  return { head, rows: sum.counted }
}

async function inSnapshot(port: DatabasePort, work: (db: Kysely<Tables>) => Promise<void>): Promise<void> {
  await port.db.connection().execute(async (db) => {
    const begin =
      port.dialect === 'postgres' ? sql`begin isolation level repeatable read read only` : sql`begin`
    await begin.execute(db)
    try {
      await work(db)
    } finally {
      await sql`rollback`.execute(db).catch(() => undefined)
    }
  })
}

async function headFrom(db: Kysely<Tables>, at: string): Promise<BackupHead> {
  const steps = await sql<{
    name: string
  }>`select name from ${sql.table(MIGRATION_TABLE)} order by name`.execute(db)
  const shape = steps.rows.at(-1)?.name
  if (shape === undefined) throw new DatabaseError('The database is empty: there is nothing to back up.')
  const record = await db.selectFrom('journal_head').select(['position', 'hash']).executeTakeFirst()
  return { at, shape, ...(record && { record }) }
}

/** A few rows at a time, and never none. */
async function* rowsOf(db: Kysely<Tables>, dialect: Dialect, table: string): AsyncGenerator<Row[]> {
  if (dialect === 'sqlite') {
    yield* inGroups(
      db
        .selectFrom(table as keyof Tables)
        .selectAll()
        .stream(),
    )
    return
  }
  await sql`declare rows_of_table no scroll cursor for select * from ${sql.table(table)}`.execute(db)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(ROWS_AT_ONCE)} from rows_of_table`.execute(db)
    if (rows.length === 0) break
    yield rows
  }
  await sql`close rows_of_table`.execute(db)
}

async function* inGroups(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let group: Row[] = []
  for await (const row of rows) {
    group.push(row)
    if (group.length < ROWS_AT_ONCE) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}
