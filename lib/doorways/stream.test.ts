import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { verbThat } from '@/lib/auth/fixtures/ask'
import type { VerbCall } from '@/lib/auth/verb'
import { stream } from '@/lib/doorways/stream'
import { fail } from '@/lib/failures/result'

beforeAll(() => {
  process.env.AWS_REGION = 'eu-central-1'
  process.env.HOSTNAME = '127.0.0.1'
})

const schema = z.object({ name: z.string(), count: z.number() })
type Call = VerbCall<z.output<typeof schema>>

const ask = (work: (call: Call) => Promise<AsyncIterable<unknown>>, body: string) =>
  stream(verbThat(schema, work))(new Request('http://localhost:3000/', { method: 'POST', body }), {
    params: Promise.resolve({ name: '%24LATEST' }),
  })

async function* counted({ input }: Call) {
  for (let i = 1; i <= input.count; i++) yield { name: input.name, i }
}

test('answers a line of JSON for each event; the path wins over the body', async () => {
  const response = await ask(async (call) => counted(call), '{"name":"other","count":2}')
  expect(response.headers.get('content-type')).toMatch(/^application\/x-ndjson/)
  expect(response.headers.get('cache-control')).toMatch(/no-store/)
  expect(await response.text()).toBe('{"name":"$LATEST","i":1}\n{"name":"$LATEST","i":2}\n')
})

test.each(['', '{', 'null', '[]', '"text"', '{"count":"2"}'])(
  'the body %j is invalid input',
  async (body) => {
    const response = await ask(async (call) => counted(call), body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ ok: false, failure: { code: 'invalid-input' } })
  },
)

test('a failure before the first event is answered as every read answers it', async () => {
  const response = await ask(async () => fail('read-only', 'Not now.'), '{"count":1}')
  expect(response.status).toBe(403)
  expect(await response.json()).toEqual({ ok: false, failure: { code: 'read-only', message: 'Not now.' } })
})

test('the verb hears that nobody listens any more', async () => {
  let signal: AbortSignal | undefined
  const response = await ask(async (call) => {
    signal = call.permit.context.signal
    return counted(call)
  }, '{"count":1000000}')
  const reader = response.body?.getReader()
  await reader?.read()
  expect(signal?.aborted).toBe(false)
  await reader?.cancel()
  expect(signal?.aborted).toBe(true)
})
