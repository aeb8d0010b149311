import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { exportActivity, exportHead } from '@/lib/activity/export'
import { ELSEWHERE, MIA, minute, recordDeletion, SHOP, TOM } from '@/lib/activity/fixtures/recorded-past'
import { verifyExport } from '@/lib/activity/verify-export'
import { ask } from '@/lib/auth/fixtures/ask'
import { DEFAULT_RULES } from '@/lib/auth/grants'
import { closeDatabase } from '@/lib/db/database'
import { execOutside } from '@/lib/db/fixtures/from-outside'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { forgetEnv } from '@/lib/env'
import { recordEvent } from '@/lib/record/events'

beforeEach(async () => {
  await openScratchDatabase()
  process.env.CONSOLE_JOURNAL_KEY = 'a key that is long enough for a signature'
  forgetEnv()
  await recordDeletion(MIA, SHOP, minute(0))
  await recordDeletion(TOM, ELSEWHERE, minute(1))
  await recordEvent({ actor: MIA, at: minute(2) }, { kind: 'signed-out' })
})
afterEach(async () => {
  delete process.env.CONSOLE_JOURNAL_KEY
  await closeScratchDatabase()
})

async function exported(input: object, context: Parameters<typeof ask>[2] = {}): Promise<string> {
  const { parts } = await ask(exportActivity, input as never, context)
  let text = ''
  for await (const part of parts) text += part
  return text
}

async function* linesOf(text: string) {
  yield* text.split('\n')
}
const verified = (text: string) => verifyExport(linesOf(text))
const asJson = (filter: object = {}, context: Parameters<typeof ask>[2] = {}) =>
  exported({ format: 'jsonl', ...filter }, context)

describe('as JSON lines', () => {
  test('is every event of the chain with its hash, and checks against itself', async () => {
    const text = await asJson()
    const [about, ...events] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(about).toMatchObject({
      export: 'record',
      by: 'tester',
      isWhole: true,
      head: { position: 5, hash: events.at(-1).hash, signature: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
    expect(events.map(({ position, who, says }) => [position, who, says])).toEqual([
      [1, 'Mia', 'Mia began: Delete the function URL of shop:live'],
      [2, 'Mia', 'Ended: applied'],
      [3, 'Tom', 'Tom began: Delete the function URL of mail:live'],
      [4, 'Tom', 'Ended: applied'],
      [5, 'Mia', 'Mia signed out'],
    ])
    expect(await verified(text)).toMatchObject({ events: 5, problems: [], gaps: [] })
  })

  test('of a part names what is not in it; a change comes with all its events', async () => {
    const text = await asJson({ who: 'tom' })
    expect(await verified(text)).toMatchObject({
      events: 2,
      problems: [],
      gaps: ['Events 1 to 2 are not in it.', 'Event 5 is not in it.'],
      about: { isWhole: false, filter: { who: 'tom' } },
    })
  })

  test('holds nothing of what somebody may not see, and does not pass for the whole', async () => {
    const rights = {
      grants: [{ role: 'viewer' as const, scope: [{ accounts: [SHOP.account] }] }],
      rules: DEFAULT_RULES,
      tagged: new Map(),
    }
    const text = await asJson({}, { actor: { kind: 'person', id: 'p-9', name: 'Eve' }, rights })
    expect(text).not.toContain('mail')
    expect(await verified(text)).toMatchObject({ events: 2, problems: [], about: { isWhole: false } })
  })

  test.each<[string, (text: string) => string]>([
    ['a changed text', (text) => text.replace('shop:live\\"', 'till:live\\"')],
    ['a changed name beside the text', (text) => text.replace('"who":"Tom"', '"who":"Mia"')],
    ['a changed hash', (text) => text.replace(/"hash":"(.)/g, '"hash":"x$1')],
    ['an event taken away', (text) => text.split('\n').toSpliced(2, 1).join('\n')],
    ['a tail taken away', (text) => `${text.trim().split('\n').slice(0, -1).join('\n')}\n`],
    ['events in another order', (text) => text.split('\n').toSorted().join('\n')],
    ['a line that is none', (text) => `${text}{"position":`],
    ['its first line taken away', (text) => text.split('\n').slice(1).join('\n')],
  ])('%s is found', async (_, tamper) => {
    const text = await asJson()
    const changed = tamper(text)
    expect(changed).not.toBe(text)
    expect((await verified(changed)).problems.length).toBeGreaterThan(0)
  })

  test('of a record with a gap says so', async () => {
    await closeDatabase()
    await execOutside('delete from journal_events where position = 3')
    expect((await verified(await asJson())).problems).toEqual(['Event 3 is not in it.'])
  })
})

test('as CSV nothing of it is run by a spreadsheet', async () => {
  const hostile = '=HYPERLINK("http://evil.example","\u202etxt")\r\n+1'
  await recordEvent(
    { actor: { ...TOM, name: '@SUM(A1)' }, requestId: '\t=1', at: minute(3) },
    { kind: 'protection-set', reason: hostile },
    { ...SHOP, functionName: '-2+3' },
  )
  const text = await exported({ format: 'csv' })
  const [head] = text.split('\r\n')
  expect(head).toContain('"Position","Time (UTC)","Who"')
  expect(text).toContain(`"'@SUM(A1)"`)
  expect(text).toContain(`"'-2+3"`)
  expect(text).not.toMatch(/(^|,)"?[=+\-@\t\r]/m)
  expect(text).toContain('""http://evil.example"",""[U+202E]txt"")[U+000D][U+000A]+1"')
  expect(text.trim().split('\r\n')).toHaveLength(7)
  promise('S11')
})

test('the head of the chain is a file by itself, signed', async () => {
  const { parts, fileName } = await ask(exportHead, {})
  let text = ''
  for await (const part of parts) text += part
  expect(fileName).toBe('record-head-5.json')
  expect(JSON.parse(text)).toMatchObject({
    position: 5,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    signature: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})
