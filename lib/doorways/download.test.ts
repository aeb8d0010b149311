import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { verbThat } from '@/lib/auth/fixtures/ask'
import type { VerbCall } from '@/lib/auth/verb'
import { type Download, download } from '@/lib/doorways/download'
import { fail } from '@/lib/failures/result'

beforeAll(() => {
  process.env.AWS_REGION = 'eu-central-1'
  process.env.HOSTNAME = '127.0.0.1'
})

const schema = z.object({ count: z.string() })
type Call = VerbCall<z.output<typeof schema>>

const ask = (work: (call: Call) => Promise<Download>, query: string) =>
  download(verbThat(schema, work))(new Request(`http://localhost:3000/?${query}`), {
    params: Promise.resolve(undefined),
  })

async function* parts(count: number) {
  for (let i = 1; i <= count; i++) yield `line ${i}\n`
}

const file = (written: AsyncIterable<string>): Download => ({
  fileName: 'lines-2026-11-28.csv',
  mediaType: 'text/csv; charset=utf-8',
  parts: written,
})

test('answers a file with its name, part by part', async () => {
  const response = await ask(async ({ input }) => file(parts(Number(input.count))), 'count=2')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="lines-2026-11-28.csv"')
  expect(response.headers.get('cache-control')).toMatch(/no-store/)
  expect(await response.text()).toBe('line 1\nline 2\n')
})

test('a failure before the first part is answered as every read answers it', async () => {
  const invalid = await ask(async () => file(parts(1)), '')
  expect(invalid.status).toBe(400)
  const refused = await ask(async () => fail('not-found', 'Nothing there.'), 'count=1')
  expect(refused.status).toBe(404)
  expect(refused.headers.get('content-disposition')).toBeNull()
  expect(await refused.json()).toEqual({
    ok: false,
    failure: { code: 'not-found', message: 'Nothing there.' },
  })
})

test('what goes wrong on the way cuts it off, so that no half passes for a whole', async () => {
  async function* broken() {
    yield 'line 1\n'
    throw new Error('The database is gone.')
  }
  const response = await ask(async () => file(broken()), 'count=1')
  await expect(response.text()).rejects.toThrow()
})

test('parts are made as they are taken, and the verb hears that nobody listens any more', async () => {
  let signal: AbortSignal | undefined
  let made = 0
  async function* many() {
    while (made < 1_000_000) {
      made += 1
      yield `line ${made}\n`
    }
  }
  const response = await ask(async ({ permit }) => {
    signal = permit.context.signal
    return file(many())
  }, 'count=1')
  const reader = response.body?.getReader()
  await reader?.read()
  expect(made).toBeLessThan(5)
  expect(signal?.aborted).toBe(false)
  await reader?.cancel()
  expect(signal?.aborted).toBe(true)
})
