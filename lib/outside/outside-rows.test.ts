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
  await openScratchDatabase()
  await addTarget(permit(), TARGET)
  const events = Array.from({ length: 60 }, (_, index) => event(index))
  expect(await keepEvents(permit(), TARGET, events, NOW)).toBe(60)
})
afterAll(closeScratchDatabase)

async function everyId(): Promise<string[]> {
  const seen: string[] = []
  let before: string | undefined
  do {
    const page = await ask(listOutside, { before })
    seen.push(...page.changes.map(({ eventId }) => eventId))
    before = page.next
  } while (before)
  return seen
}

test('comes in pages, newest first, each change once, also where several were made in one second', async () => {
  expect(await everyId()).toEqual(Array.from({ length: 60 }, (_, index) => event(59 - index).eventId))
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

test('what stood before a change is what the last one left; of two in one second nobody knows', async () => {
  const of = { functionName: 'chained', qualifier: '$LATEST' }
  const at = (second: number) => new Date(Date.parse('2026-11-28T11:00:00Z') + second * 1000).toISOString()
  const who = { name: 'mia' }
  const config = (AuthType: 'NONE' | 'AWS_IAM') => ({ told: { who, config: { AuthType } } })
  const story = [
    event(300, { ...of, at: at(0), operation: 'CreateFunctionUrlConfig', ...config('AWS_IAM') }),
    event(301, { ...of, at: at(1), told: { who, error: { code: 'AccessDenied' } } }),
    event(302, { ...of, at: at(2), ...config('NONE') }),
    event(303, { ...of, at: at(3), operation: 'DeleteFunctionUrlConfig' }),
    event(304, { ...of, at: at(4), operation: 'CreateFunctionUrlConfig', ...config('NONE') }),
    event(305, { ...of, at: at(5), ...config('AWS_IAM') }),
    event(306, { ...of, at: at(5), ...config('NONE') }),
  ]
  await keepEvents(permit(), TARGET, story, NOW)
  const { changes } = await ask(listOutside, { ...TARGET, ...of })
  const before = changes.toReversed().map(({ before: was }) => was && (was.config?.AuthType ?? 'no URL'))
  expect(before.slice(0, 5)).toEqual([undefined, 'AWS_IAM', 'AWS_IAM', 'NONE', 'no URL'])
  expect(before.slice(5).toSorted()).toEqual(['NONE', undefined])
})

test.each(['2026', '2026-11-28T10:00:00.000Z', "2026-11-28T10:00:00.000Z/' or 1=1", '/x'])(
  'a place to go on from that is none is refused: %s',
  (before) =>
    expect(ask(listOutside, { before })).rejects.toMatchObject({ failure: { code: 'invalid-input' } }),
)

test('what is older than 400 days is forgotten, in this account and region alone', async () => {
  const elsewhere = { ...TARGET, region: 'us-east-1' }
  const permitElsewhere = narrowed(permitForEverything(), { resource: elsewhere })
  await addTarget(permitElsewhere, elsewhere)
  const at = (daysAgo: number) => new Date(Date.parse(NOW) - daysAgo * 86_400_000).toISOString()
  const aged = (index: number, daysAgo: number, part = {}) =>
    event(index, { functionName: 'aged', at: at(daysAgo), ...part })
  await keepEvents(permitElsewhere, elsewhere, [aged(401, 401, elsewhere)], at(300))
  await keepEvents(permit(), TARGET, [aged(402, 401), aged(403, 399)], NOW)
  const kept = (await everyId()).filter((id) => /event-40\d/.test(id))
  expect(kept.sort()).toEqual(['event-401', 'event-403'])
})
