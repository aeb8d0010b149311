import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, permitForEverything } from '@/lib/auth/fixtures/ask'
import { narrowed } from '@/lib/auth/permit'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { addTarget } from '@/lib/inventory/sweep-rows'
import { keepEvents } from '@/lib/outside/outside-rows'
import { listOutside } from '@/lib/outside/read'
import type { ReadEvent } from '@/lib/outside/schema'

const TARGET = { account: '111122223333', region: 'eu-central-1' }
const NOW = '2026-11-28T12:00:00.000Z'

const event = (index: number, part: Partial<ReadEvent> = {}): ReadEvent => ({
  ...TARGET,
  functionName: 'orders',
  qualifier: 'live',
  eventId: `event-${String(index).padStart(3, '0')}`,
  // Several fall into one second, as CloudTrail tells them.
  at: new Date(Date.parse('2026-11-28T10:00:00Z') + Math.floor(index / 4) * 1000).toISOString(),
  operation: 'UpdateFunctionUrlConfig',
  requestId: `request-${index}`,
  told: { who: { name: 'mia' } },
  ...part,
})

const permit = () => narrowed(permitForEverything(), { resource: TARGET })

beforeAll(async () => {
  openScratchDatabase()
  await addTarget(permit(), TARGET)
  const events = Array.from({ length: 60 }, (_, index) => event(index))
  expect(await keepEvents(permit(), TARGET, events, NOW)).toBe(60)
})
afterAll(closeScratchDatabase)

test('comes in pages, newest first, each change once, also where several were made in one second', async () => {
  const seen: string[] = []
  let before: string | undefined
  do {
    const page = await ask(listOutside, { before })
    seen.push(...page.changes.map(({ eventId }) => eventId))
    before = page.next
  } while (before)
  expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => event(59 - index).eventId))
})

test('events that are known already are no news', async () => {
  expect(await keepEvents(permit(), TARGET, [event(3), event(99)], NOW)).toBe(1)
})

test('of one function URL: its own, and those of the whole function', async () => {
  const own = { functionName: 'labels', qualifier: 'live' }
  const others = [
    event(200, own),
    event(201, { ...own, qualifier: 'beta' }),
    event(202, { functionName: 'labels', qualifier: undefined, operation: 'PutFunctionConcurrency' }),
  ]
  await keepEvents(permit(), TARGET, others, NOW)
  const { changes } = await ask(listOutside, { ...TARGET, ...own })
  expect(changes.map(({ eventId }) => eventId)).toEqual(['event-202', 'event-200'])
})

test.each(['2026', '2026-11-28T10:00:00.000Z', "2026-11-28T10:00:00.000Z/' or 1=1", '/x'])(
  'a place to go on from that is none is refused: %s',
  (before) =>
    expect(ask(listOutside, { before })).rejects.toMatchObject({ failure: { code: 'invalid-input' } }),
)
