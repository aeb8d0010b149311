import 'server-only'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { dialectInUse } from '@/lib/db/dialect'
import type { Dialect } from '@/lib/db/port'

/**
 * All text that is compared by pattern. SQLite's LIKE takes upper and lower case of ASCII for the same, PostgreSQL's
 * does not; GLOB, which tells them apart, is SQLite's alone. Columns are in the order of their bytes on both
 * (`postgres-types.ts`), where `lower` knows ASCII only. A test holds both databases to the same rows.
 */
type Condition = RawBuilder<SqlBool>

/** Whether a column is like a name in which `*` stands for any characters and `?` for one; upper case is not lower. */
export const matchesExactly = (column: string, glob: string, dialect: Dialect = dialectInUse()): Condition =>
  dialect === 'sqlite'
    ? // A bracket opens a set in GLOB: here it is itself.
      sql`${sql.ref(column)} glob ${glob.replaceAll('[', '[[]')}`
    : sql`${sql.ref(column)} like ${literal(glob).replaceAll('*', '%').replaceAll('?', '_')} escape '\\'`

/** The same in whichever case, where only `*` stands for something else. */
export const matchesInAnyCase = (column: string, glob: string): Condition =>
  sql`lower(${sql.ref(column)}) like ${literal(glob.toLowerCase()).replaceAll('*', '%')} escape '\\'`

/** Whether a text stands anywhere in a column, in whichever case; nothing of it stands for something else. */
export const contains = (column: string, text: string): Condition =>
  sql`lower(${sql.ref(column)}) like ${`%${literal(text.toLowerCase())}%`} escape '\\'`

/** Whether a column begins with a text, in whichever case. */
export const beginsWith = (column: string, text: string): Condition =>
  sql`lower(${sql.ref(column)}) like ${`${literal(text.toLowerCase())}%`} escape '\\'`

const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')
