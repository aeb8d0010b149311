import { afterEach, beforeEach, expect, test } from 'vitest'
import { permitForEverything } from '@/lib/auth/fixtures/ask'
import { narrowed } from '@/lib/auth/permit'
import { database } from '@/lib/db/database'
import { execOutside } from '@/lib/db/fixtures/from-outside'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { forgetEnv } from '@/lib/env'
import { everyone, knowUrls } from '@/lib/inventory/fixtures/index-rows'
import { writePolicy } from '@/lib/inventory/index-writes'

beforeEach(async () => {
  process.env.CONSOLE_WEBHOOK_URL = 'https://hooks.example.com/x'
  process.env.CONSOLE_WEBHOOK_SECRET = 'a secret of more than thirty-two characters'
  await openScratchDatabase()
})
afterEach(async () => {
  delete process.env.CONSOLE_WEBHOOK_URL
  delete process.env.CONSOLE_WEBHOOK_SECRET
  await closeScratchDatabase()
  forgetEnv()
})

const checkout = {
  ...{ account: '111111111111', region: 'eu-central-1' },
  ...{ functionName: 'checkout', qualifier: '$LATEST' },
}

const putPolicy = (count: number, at: string) =>
  writePolicy(
    narrowed(permitForEverything(), { resource: { account: checkout.account, region: checkout.region } }),
    checkout,
    { statements: everyone(checkout).slice(0, count), RevisionId: `r${count}` },
    at,
  )

async function told() {
  const { db } = await database()
  const rows = await db.selectFrom('webhook_outbox').select('body').execute()
  return rows.map(({ body }) => JSON.parse(body))
}

test('a new finding of high severity is told once, and none while everything is read for the first time', async () => {
  await knowUrls({ ...checkout, statements: everyone(checkout).slice(0, 1) })
  expect(await told()).toEqual([])
  await execOutside("update index_targets set completed_at = '2026-11-28T12:00:00.000Z'")
  await putPolicy(1, '2026-11-28T12:01:00.000Z')
  // It was known.
  expect(await told()).toEqual([])
  await putPolicy(2, '2026-11-28T12:02:00.000Z')
  await putPolicy(1, '2026-11-28T12:03:00.000Z')
  await putPolicy(1, '2026-11-28T12:04:00.000Z')
  expect(await told()).toMatchObject([
    {
      event: 'finding.new',
      text: expect.stringMatching(
        /^New finding \(high\): .*: checkout:\$LATEST \(111111111111 · eu-central-1\)$/,
      ),
      finding: { rule: 'second-permission-missing', severity: 'high', functionUrl: checkout },
    },
  ])
})
