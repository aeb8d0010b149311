import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { database } from '@/lib/db/database'
import { closeScratchDatabase, openScratchDatabase } from '@/lib/db/fixtures/scratch-database'
import { forgetEnv } from '@/lib/env'
import { webhookOf } from '@/lib/process/webhook-settings'
import { deliverMessages, signatureOf } from '@/lib/webhook/deliver'
import { getWebhook } from '@/lib/webhook/read'
import { tellWebhook } from '@/lib/webhook/tell'

const SECRET = 'a secret of more than thirty-two characters'
const MINUTE = 60_000

interface Delivery {
  headers: IncomingHttpHeaders
  body: string
}

let server: Server
let deliveries: Delivery[]
/** What the other side answers, the first one first, then 200. */
let answers: { status: number; headers?: Record<string, string> }[]

beforeEach(async () => {
  await openScratchDatabase()
  deliveries = []
  answers = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      deliveries.push({ headers: request.headers, body })
      const { status, headers } = answers.shift() ?? { status: 200 }
      response.writeHead(status, headers).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  process.env.CONSOLE_WEBHOOK_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/T0K3N`
  process.env.CONSOLE_WEBHOOK_SECRET = SECRET
  forgetEnv()
})

afterEach(async () => {
  delete process.env.CONSOLE_WEBHOOK_URL
  delete process.env.CONSOLE_WEBHOOK_SECRET
  await closeScratchDatabase()
  forgetEnv()
  await new Promise((closed) => server.close(closed))
})

const functionUrl = {
  ...{ account: '111111111111', region: 'eu-central-1' },
  ...{ functionName: 'checkout', qualifier: 'live' },
}

async function tell(title = 'Delete the function URL of checkout:live') {
  const request = { id: 'r-1', title, path: '/requests/r-1', by: 'Ada', functionUrl }
  const { immediately } = await database()
  await immediately((transaction) =>
    tellWebhook(transaction, new Date().toISOString(), { event: 'request.sent', request }),
  )
}

const later = (milliseconds: number) => () => new Date(Date.now() + milliseconds)

describe('a message', () => {
  test('is sent once, signed over its time, its id and its body', async () => {
    await tell()
    expect(await deliverMessages()).toBe(1)
    expect(await deliverMessages()).toBe(0)
    expect(deliveries).toHaveLength(1)
    const [{ headers, body }] = deliveries as [Delivery]
    const told = JSON.parse(body)
    expect(told).toMatchObject({ event: 'request.sent', request: { by: 'Ada', path: '/requests/r-1' } })
    expect(told.text).toBe(
      'Ada asks for approval: Delete the function URL of checkout:live (111111111111 · eu-central-1)',
    )
    expect(headers['x-console-delivery']).toBe(told.id)
    const timestamp = String(headers['x-console-timestamp'])
    expect(Math.abs(Date.now() / 1_000 - Number(timestamp))).toBeLessThan(300)
    expect(headers['x-console-signature']).toBe(`v1=${signatureOf(SECRET, timestamp, told.id, body)}`)
  })

  test('is tried again later under the same id, and no redirection is followed', async () => {
    answers = [{ status: 500 }, { status: 302, headers: { Location: '/elsewhere' } }]
    await tell()
    expect(await deliverMessages()).toBe(0)
    // Its time has not come.
    expect(await deliverMessages()).toBe(0)
    expect(deliveries).toHaveLength(1)
    expect(await ask(getWebhook, {})).toMatchObject({ waiting: 1, failure: 'It answered with 500.' })
    expect(await deliverMessages(later(MINUTE))).toBe(0)
    expect(await ask(getWebhook, {})).toMatchObject({ failure: 'It answered with 302.' })
    expect(await deliverMessages(later(10 * MINUTE))).toBe(1)
    const ids = new Set(deliveries.map(({ headers }) => headers['x-console-delivery']))
    expect([deliveries.length, ids.size]).toEqual([3, 1])
  })

  test('is given up after a day, and holds up no other', async () => {
    answers = Array.from({ length: 9 }, () => ({ status: 500 }))
    await tell('the first')
    for (let day = 1; day <= 9; day++) await deliverMessages(later(day * 24 * 60 * MINUTE))
    await tell('the second')
    expect(await deliverMessages(later(11 * 24 * 60 * MINUTE))).toBe(1)
    expect(deliveries).toHaveLength(10)
  })

  test('is sent by one of several that look at once', async () => {
    for (let count = 0; count < 5; count++) await tell(`request ${count}`)
    const sent = await Promise.all(Array.from({ length: 4 }, () => deliverMessages()))
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(5)
    expect(deliveries).toHaveLength(5)
  })

  test('is not written down where nobody is to be told', async () => {
    delete process.env.CONSOLE_WEBHOOK_URL
    delete process.env.CONSOLE_WEBHOOK_SECRET
    forgetEnv()
    await tell()
    const { db } = await database()
    expect(await db.selectFrom('webhook_outbox').selectAll().execute()).toEqual([])
    expect(await ask(getWebhook, {})).toEqual({ waiting: 0 })
  })
})

test('the settings say where it goes by its host alone', async () => {
  await tell()
  await deliverMessages()
  const state = await ask(getWebhook, {})
  expect(state).toMatchObject({ host: expect.stringMatching(/^127\.0\.0\.1:\d+$/), waiting: 0 })
  expect(JSON.stringify(state)).not.toMatch(/T0K3N|secret/)
})

test.each([
  ['https://hooks.example.com/x', SECRET, 0],
  ['http://localhost:9000/x', SECRET, 0],
  ['http://hooks.example.com/x', SECRET, 1],
  ['https://me:pass@hooks.example.com/x', SECRET, 1],
  ['ftp://hooks.example.com/x', SECRET, 1],
  ['nonsense', SECRET, 1],
  ['https://hooks.example.com/x', 'short', 1],
  ['https://hooks.example.com/x', undefined, 1],
  [undefined, SECRET, 1],
])('%s with %s has %i problems', (CONSOLE_WEBHOOK_URL, CONSOLE_WEBHOOK_SECRET, count) => {
  const problems: string[] = []
  webhookOf({ CONSOLE_WEBHOOK_URL, CONSOLE_WEBHOOK_SECRET }, problems)
  expect(problems).toHaveLength(count)
})
