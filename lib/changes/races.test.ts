import { afterAll, beforeAll, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { ask } from '@/lib/auth/fixtures/ask'
import { applyChange } from '@/lib/changes/apply'
import { type ConsoleWorld, startConsoleWorld } from '@/lib/changes/fixtures/console-world'
import { raceOutsiders } from '@/lib/changes/fixtures/outside-races'
import { type Person, raceTwoPeople } from '@/lib/changes/fixtures/races'
import { startVerbProcess } from '@/lib/changes/fixtures/start-verb-process'
import { preview } from '@/lib/changes/preview'

let world: ConsoleWorld
beforeAll(async () => {
  world = await startConsoleWorld({ latencyMs: 20 })
})
afterAll(() => world.close())

const HERE: Person = {
  preview: (input) => ask(preview, input),
  applyChange: (input) => ask(applyChange, input),
}

// `npm run proof:races` does the same 200 times each.
test('two people in one process: one edit is made, the other person is shown it', async () => {
  const report = await raceTwoPeople(world, [HERE, HERE], { races: 14, seed: 1 })
  expect(report).toMatchObject({ wrong: [], oneApplied: 14 })
  expect(report.otherShown + report.firstFailed.length).toBe(14)
})

test('two people in two processes on one database: the same', async () => {
  const people = await Promise.all([startVerbProcess(), startVerbProcess()])
  const report = await raceTwoPeople(world, [people[0], people[1]], { races: 14, seed: 2 })
  await Promise.all(people.map((person) => person.kill()))
  expect(report).toMatchObject({ wrong: [], oneApplied: 14 })
  expect(report.otherShown + report.firstFailed.length).toBe(14)
  promise('R4', { racesOfTwoProcesses: 14, lost: 0 })
})

test('an outside write is shown or comes later; only in the last round trip can it be overwritten unseen', async () => {
  const { config, policy, concurrency, wrong } = await raceOutsiders(world, HERE, { races: 24, seed: 3 })
  expect(wrong).toEqual([])
  expect(config.unseen).toBe(0)
  expect(concurrency.unseen).toBe(0)
  expect(policy).toMatchObject({ unseen: 0, 'last round trip': 0 })
  promise('R4', {
    racesWithOutsiders: 24,
    overwrittenUnseen: config.unseen + concurrency.unseen + policy.unseen,
  })
})
