import path from 'node:path'
import { DatabaseError } from '@/lib/db/database-error'
import { openToRead } from '@/lib/db/open-database'
import { openPostgresToRead } from '@/lib/db/open-postgres'
import type { DatabasePort } from '@/lib/db/port'
import type { Walk } from '@/lib/journal/walk'
import { type PostgresAddress, postgresAddress } from '@/lib/process/postgres-address'
import { counted } from '@/lib/text/counted'

/** Which database a command is about: the file that was named, else what `DATABASE_URL` or `CONSOLE_DATABASE` says. */
export function databaseInUse(named: string | undefined): PostgresAddress | string {
  const { CONSOLE_DATABASE, DATABASE_URL } = process.env
  if (named || !DATABASE_URL) return path.resolve(named || CONSOLE_DATABASE || '.data/console.db')
  const address = postgresAddress(DATABASE_URL)
  if (typeof address === 'string') throw new DatabaseError(address)
  return address
}

/** Opens it to read: it is neither made nor migrated, and a console may be at work on it. @throws {DatabaseError} */
export async function openInUse(named: string | undefined): Promise<DatabasePort> {
  const place = databaseInUse(named)
  return typeof place === 'string' ? openToRead(place) : openPostgresToRead(place)
}

/** What a walk along the record found, in lines. */
export function recordVerdict({ breaches, events, head, acknowledged }: Walk): string[] {
  const [first] = breaches
  if (first)
    return [
      `record: BROKEN at event ${first.position} (${counted(breaches.length, 'place')} in all)`,
      ...breaches.map(({ position, reason }) => `  event ${position}: ${reason}`),
    ]
  const excused = acknowledged > 0 ? `, what is before its ${acknowledged} acknowledgements excepted` : ''
  return [`record: whole, ${events} events${excused}; head ${head.position} ${head.hash}`]
}
