import fc from 'fast-check'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isInScope } from '@/lib/auth/scope'
import { closeDatabase, database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { beginsWith, contains, matchesExactly, matchesInAnyCase } from '@/lib/db/text-match'

beforeAll(openScratchDatabase)
afterAll(closeScratchDatabase)

/** All that means something in a pattern of LIKE, GLOB or a regular expression, and letters whose case differs. */
const LETTERS = ['a', 'A', 'b', 'é', 'É', 'ß', '%', '_', '\\', '[', ']', '^', '.', "'", '-', '$']
const text = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 5 })
const glob = fc.string({ unit: fc.constantFrom(...LETTERS, '*', '*', '?'), maxLength: 4 })

const asciiLower = (value: string) => value.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
/** What the patterns mean, said without any database. */
const starred = (pattern: string) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'))
      .join('.*')}$`,
    'su',
  )

async function holds(value: string, condition: RawBuilder<SqlBool>): Promise<boolean> {
  const { db } = await database()
  await db.deleteFrom('leases').execute()
  await db.insertInto('leases').values({ key: value, owner: '', acquired_at: '', expires_at: '' }).execute()
  return (await db.selectFrom('leases').select('key').where(condition).execute()).length === 1
}

describe('patterns mean on this database what they mean on the other', () => {
  test('exactly, with * and ?', () =>
    fc.assert(
      fc.asyncProperty(text, glob, async (value, pattern) => {
        const scope = [{ functionNames: [pattern] }]
        expect(await holds(value, matchesExactly('key', pattern))).toBe(
          isInScope(scope, { functionName: value }, new Map()),
        )
      }),
    ))

  test('in any case, with * only', () =>
    fc.assert(
      fc.asyncProperty(text, glob, async (value, pattern) => {
        expect(await holds(value, matchesInAnyCase('key', pattern))).toBe(
          starred(pattern.toLowerCase()).test(asciiLower(value)),
        )
      }),
    ))

  test('anywhere, and at the beginning', () =>
    fc.assert(
      fc.asyncProperty(text, glob, async (value, part) => {
        const lower = asciiLower(value)
        expect(await holds(value, contains('key', part))).toBe(lower.includes(part.toLowerCase()))
        expect(await holds(value, beginsWith('key', part))).toBe(lower.startsWith(part.toLowerCase()))
      }),
    ))
})

test('text is in the order of its bytes, numbers are numbers', async () => {
  await closeDatabase()
  const { db } = await database()
  await db.deleteFrom('leases').execute()
  const keys = ['b', 'a', 'B', 'A', 'a b', 'ab', 'a-b', 'é', 'z', '_', '~', '\u{1F511}', '\uFFFD']
  for (const key of keys)
    await db.insertInto('leases').values({ key, owner: '', acquired_at: '', expires_at: '' }).execute()
  const rows = await db.selectFrom('leases').select('key').orderBy('key').execute()
  const inBytes = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  expect(rows.map(({ key }) => key)).toEqual(inBytes)
  const after = await db
    .selectFrom('leases')
    .select('key')
    .where(sql<SqlBool>`(key, owner) > (${'a'}, ${''})`)
    .orderBy('key')
    .execute()
  expect(after.map(({ key }) => key)).toEqual(inBytes.slice(inBytes.indexOf('a') + 1))
  const counted = await db
    .selectFrom('leases')
    .select(({ fn }) => [fn.countAll<number>().as('all'), sql<number>`sum(length(key))`.as('letters')])
    .executeTakeFirstOrThrow()
  expect(counted).toEqual({ all: keys.length, letters: [...keys.join('')].length })
})
