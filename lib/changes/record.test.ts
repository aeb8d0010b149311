import { randomUUID } from 'node:crypto'
import { copyFileSync, renameSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { permitForEverything, testContext } from '@/lib/auth/fixtures/ask'
import type { JournalEvent } from '@/lib/changes/change-events'
import { eventsOfChange } from '@/lib/changes/change-journal'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { lastRecords, pendingEventsOf, type RecordOf, recordAfter, recordBefore } from '@/lib/changes/record'
import { closeDatabase } from '@/lib/db/database'
import { lockedFromOutside } from '@/lib/db/fixtures/from-outside'
import { isOnPostgres } from '@/lib/db/fixtures/scratch-postgres'
import { env } from '@/lib/env'
import { verifyJournal } from '@/lib/journal/journal'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld()
})
afterAll(() => world.close())

const CHANGES = 12
const STEPS = 6

async function begun(): Promise<RecordOf> {
  const { identity } = world.newFunction()
  const of: RecordOf = { changeId: randomUUID(), actor: testContext().actor, identity }
  const state = { config: null, policy: null }
  const intent: JournalEvent = {
    type: 'intent',
    title: 'Delete the function URL',
    request: { kind: 'delete', identity, statements: 'remove' },
    before: state,
    after: state,
    calls: [],
    planHash: '0'.repeat(64),
    undo: { possible: true },
  }
  await recordBefore(of, intent)
  return of
}

test('events of changes that run side by side are each written once, in their order', async () => {
  const changes = await Promise.all(Array.from({ length: CHANGES }, begun))
  await Promise.all(
    changes.map(async (of) => {
      for (let step = 0; step < STEPS; step++)
        await recordAfter(of, { type: 'call-ended', step, status: 'done', attempts: 1 })
    }),
  )
  for (const { changeId } of changes) {
    const steps = (await eventsOfChange(permitForEverything(), changeId)).flatMap(({ event }) =>
      'step' in event ? [event.step] : [],
    )
    expect(steps).toEqual(Array.from({ length: STEPS }, (_, step) => step))
    expect(pendingEventsOf(changeId)).toEqual([])
  }
  expect(await verifyJournal()).toEqual({ ok: true, events: CHANGES * (STEPS + 1) })
})

describe('what could not be written', () => {
  const ended: JournalEvent = { type: 'call-ended', step: 0, status: 'done', attempts: 1 }
  const typesOf = async ({ changeId }: RecordOf) =>
    (await eventsOfChange(permitForEverything(), changeId)).map(({ event }) => event.type)

  test('is written by itself once it can be', async () => {
    const of = await begun()
    const letGo = await lockedFromOutside()
    await recordAfter(of, ended)
    expect(pendingEventsOf(of.changeId)).toHaveLength(1)
    await letGo()
    await expect.poll(() => typesOf(of), { timeout: 10_000 }).toEqual(['intent', 'call-ended'])
    expect(pendingEventsOf(of.changeId)).toEqual([])
    promise('R11')
  })

  test('is written when the console is stopped', async () => {
    const of = await begun()
    const letGo = await lockedFromOutside()
    await recordAfter(of, ended)
    const last = lastRecords(AbortSignal.timeout(8_000))
    await letGo()
    await last
    expect(await typesOf(of)).toEqual(['intent', 'call-ended'])
    promise('R10')
  })

  test.skipIf(isOnPostgres)(
    'is given up where the journal is another one, and holds up nothing',
    async () => {
      await closeDatabase()
      const file = env().databasePath
      copyFileSync(file, `${file}.copy`)
      const of = await begun()
      renameSync(`${file}.copy`, file)
      await recordAfter(of, ended)
      expect(pendingEventsOf(of.changeId)).toEqual([])
    },
  )
})
