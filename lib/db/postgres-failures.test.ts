import { randomBytes } from 'node:crypto'
import net from 'node:net'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { database } from '@/lib/db/database'
import { execOutside, lockedFromOutside } from '@/lib/db/fixtures/from-outside'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { isOnPostgres } from '@/lib/db/fixtures/scratch-postgres'
import { openPostgres } from '@/lib/db/open-postgres'
import { postgresAddress } from '@/lib/process/postgres-address'

beforeEach(openScratchDatabase)
afterEach(closeScratchDatabase)

const write = async (key: string) =>
  (await database()).immediately((transaction) =>
    transaction.insertInto('leases').values({ key, owner: 'a', acquired_at: '', expires_at: '' }).execute(),
  )
const keys = async () =>
  (await (await database()).db.selectFrom('leases').select('key').orderBy('key').execute()).map(
    ({ key }) => key,
  )
const failing = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  )

/** Opens the database of the test with parts of its address changed. */
async function opening(change: (url: URL) => void): Promise<string> {
  const url = new URL(process.env.DATABASE_URL ?? '')
  change(url)
  const address = postgresAddress(url.href)
  if (typeof address === 'string') return address
  return failing(openPostgres(address, 2).then((port) => port.close()))
}

/** Cuts the console's connections, as a restart does. */
async function cut(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'function-url-console' and datname = current_database()",
  )
  await client.end()
}

/** The server answers a write with an error of its own. */
const answering = (code: string) =>
  execOutside(
    `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '${code}'; end $$`,
    'create trigger refuse before insert on leases for each row execute function refuse()',
  )

describe.skipIf(!isOnPostgres)('a server that cannot be used is told with its cure', () => {
  test.each([
    [
      'a wrong password',
      (url: URL) => Object.assign(url, { password: 'wrong' }),
      'database-refused',
      'user and password',
    ],
    [
      'no such database',
      (url: URL) => Object.assign(url, { pathname: '/nowhere' }),
      'database-refused',
      'create it',
    ],
    ['nobody there', (url: URL) => Object.assign(url, { port: '1' }), 'database-down', 'start the server'],
    [
      'no TLS',
      (url: URL) => url.searchParams.set('sslmode', 'verify-full'),
      'database-untrusted',
      'sslrootcert',
    ],
  ])('%s', async (_, change, code, cure) => {
    const told = await opening(change)
    expect(told).toContain(code)
    expect(told).toContain(cure)
    expect(told).not.toMatch(/wrong|tester:/)
  })

  test('a server that takes the connection and says nothing', async () => {
    const server = net.createServer().listen(0, '127.0.0.1')
    const { port } = await new Promise<net.AddressInfo>((resolve) =>
      server.once('listening', () => resolve(server.address() as net.AddressInfo)),
    )
    expect(await opening((url) => Object.assign(url, { port: String(port) }))).toContain('database-down')
    server.close()
  })

  test('no connection left', async () => {
    const role = `crowded_${randomBytes(4).toString('hex')}`
    await database()
    await execOutside(`create role ${role} login password 'p' connection limit 0`)
    const told = await opening((url) => Object.assign(url, { username: role, password: 'p' }))
    await execOutside(`drop role ${role}`)
    expect(told).toContain('database-crowded')
  })

  test.each([
    ['53100', 'record-full'],
    ['25006', 'record-read-only'],
    ['XX001', 'record-damaged'],
    ['42501', 'database-refused'],
    ['57014', 'database-slow'],
  ])('%s of the server is %s', async (code, told) => {
    await database()
    await answering(code)
    expect(await failing(write('x'))).toContain(told)
    await execOutside('drop trigger refuse on leases')
    await write('y')
    expect(await keys()).toEqual(['y'])
  })

  test('a database that may only be read', async () => {
    const name = new URL(process.env.DATABASE_URL ?? '').pathname.slice(1)
    await execOutside(`alter database ${name} set default_transaction_read_only = on`)
    expect(await opening(() => undefined)).toContain('record-read-only')
  })

  test('the tables of another program, and a newer version', async () => {
    await execOutside('create table recipes (name text)')
    expect(await opening(() => undefined)).toContain('another program')
    await execOutside('drop table recipes')
    await database()
    await execOutside("insert into console_migrations values ('999-later', '2099')")
    expect(await opening(() => undefined)).toContain('newer version')
  })
})

describe.skipIf(!isOnPostgres)('one writer at a time, each write once', () => {
  test('who waits for another one too long is told; reads go on meanwhile', async () => {
    await write('one')
    const letGo = await lockedFromOutside()
    const waiting = failing(write('two'))
    expect(await keys()).toEqual(['one'])
    expect(await waiting).toContain('record-locked')
    await letGo()
    await write('three')
    expect(await keys()).toEqual(['one', 'three'])
  })

  test('a connection that is cut before the commit: the work is done again, once', async () => {
    await write('one')
    let turns = 0
    const { immediately } = await database()
    await immediately(async (transaction) => {
      turns++
      await transaction
        .insertInto('leases')
        .values({ key: 'two', owner: 'a', acquired_at: '', expires_at: '' })
        .execute()
      if (turns === 1) await cut()
    })
    expect(turns).toBe(2)
    expect(await keys()).toEqual(['one', 'two'])
  })

  test('cut again and again while many write: every write stands there once', async () => {
    await database()
    const names = Array.from({ length: 200 }, (_, index) => `k${String(index).padStart(3, '0')}`)
    const writing = Promise.all(names.map(write))
    let isDone = false
    void writing.finally(() => {
      isDone = true
    })
    while (!isDone) await cut()
    await writing
    expect(await keys()).toEqual(names)
    promise('R11')
  })

  test('a read on a connection that was cut is made on another', async () => {
    await write('one')
    await Promise.all([keys(), keys(), keys()])
    await cut()
    expect(await Promise.all([keys(), keys(), keys()])).toEqual([['one'], ['one'], ['one']])
  })
})
