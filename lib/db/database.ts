import 'server-only'
import { existsSync } from 'node:fs'
import { gone } from '@/lib/db/file-error'
import { openDatabase } from '@/lib/db/open-database'
import { openPostgres } from '@/lib/db/open-postgres'
import type { DatabasePort } from '@/lib/db/port'
import { env } from '@/lib/env'
import { singleton } from '@/lib/process/singleton'

/** What this process has of its database. */
interface Held {
  port?: DatabasePort
  opening?: Promise<DatabasePort>
}

const held = () => singleton<Held>('database', () => ({}))

/**
 * The console's database, opened at the first use (never while Next builds) and once for the process.
 * A failed opening is tried again by the next asker, and a file that was replaced or damaged since is opened anew; one
 * that is gone is never made again under a running console.
 * @throws {DatabaseError}
 */
export async function database(): Promise<DatabasePort> {
  const mine = held()
  if (mine.port?.isUsable()) return mine.port
  mine.opening ??= open(mine).finally(() => {
    mine.opening = undefined
  })
  return mine.opening
}

async function open(mine: Held): Promise<DatabasePort> {
  const { postgres, postgresPool } = env()
  if (postgres) {
    mine.port = await openPostgres(postgres, postgresPool)
    return mine.port
  }
  const file = env().databasePath
  const before = mine.port
  // It stays open: a file that is put back is the one that it writes to.
  if (before && !existsSync(file)) throw gone(file)
  // Closed first, so that its log goes where it belongs and not into the file that stands there now.
  await before?.close().catch(() => undefined)
  const port = Object.assign(await openDatabase(file), { replaces: before })
  mine.port = port
  return port
}

/** Closes the database with everything in it. */
export async function closeDatabase(): Promise<void> {
  const mine = held()
  await mine.opening?.catch(() => undefined)
  const { port } = mine
  mine.port = undefined
  await port?.close()
}
