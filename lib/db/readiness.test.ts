import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { databaseReadiness } from '@/lib/db/readiness'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

test('a database is ready once it has this build’s shape, and stays so when a newer build goes further', async () => {
  const { db } = await database()
  const run = (statement: string) => sql.raw(statement).execute(db)
  await expect.poll(databaseReadiness).toBeUndefined()
  await run("insert into console_migrations (name, timestamp) values ('999-of-a-newer-build', 'x')")
  await expect.poll(databaseReadiness).toBeUndefined()
  await run("delete from console_migrations where name = '001-journal-and-leases'")
  await expect.poll(databaseReadiness).toBe('database-not-migrated')
  await run('drop table console_migrations')
  await expect.poll(databaseReadiness).toBe('database-away')
})
