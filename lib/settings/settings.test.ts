import { afterEach, beforeEach, expect, test } from 'vitest'
import { promise } from '@/e2e/promises/promise'
import { ask } from '@/lib/auth/fixtures/ask'
import { type AwsWorld, startAwsWorld } from '@/lib/aws/fixtures/aws-world'
import { database } from '@/lib/db/database'
import { execOutside } from '@/lib/db/fixtures/from-outside'
import { readEvent } from '@/lib/record/events'
import { changeSettings, getSettings } from '@/lib/settings/read'

let world: AwsWorld
beforeEach(async () => {
  world = await startAwsWorld()
})
afterEach(() => world.close())

const events = async () => {
  const { db } = await database()
  const rows = await db.selectFrom('journal_events').select('text').orderBy('position').execute()
  return rows.map(({ text }) => readEvent(JSON.parse(text).event))
}
const changed = (before: string, after: string) => ({
  kind: 'setting-changed',
  setting: 'Count the requests of every function URL',
  before,
  after,
})

test('a setting stands in the record with what it was; what changes nothing does not', async () => {
  await ask(changeSettings, { countsAllTraffic: true })
  await ask(changeSettings, { countsAllTraffic: true })
  await ask(changeSettings, { countsAllTraffic: false })
  expect(await events()).toEqual([changed('off', 'on'), changed('on', 'off')])
})

test('where the record cannot be written nothing is set', async () => {
  await ask(getSettings, {})
  await execOutside('alter table journal_head rename to journal_head_away')
  await expect(ask(changeSettings, { countsAllTraffic: true })).rejects.toMatchObject({
    failure: { code: 'record-unavailable' },
  })
  expect(await ask(getSettings, {})).toMatchObject({ countsAllTraffic: false })
  promise('S10')
})
