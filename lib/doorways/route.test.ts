import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { verbThat } from '@/lib/auth/fixtures/ask'
import { type AwsWorld, startAwsWorld } from '@/lib/aws/fixtures/aws-world'
import { read } from '@/lib/doorways/route'
import { FAILURE_CODES, fail } from '@/lib/failures/result'

let world: AwsWorld
beforeEach(async () => {
  world = await startAwsWorld()
})
afterEach(() => world.close())

const schema = z.object({
  name: z.string().check(z.maxLength(5, 'Too long.')),
  Marker: z.union([z.string(), z.array(z.string())]),
})
const answerInput = verbThat(schema, async ({ permit, input }) => ({
  ...input,
  priority: permit.context.priority,
  actor: permit.actor.name,
}))

async function ask(handler: ReturnType<typeof read>, query: string, params = {}, headers = {}) {
  const request = new Request(`http://localhost:3000/api/x${query}`, { headers })
  const response = await handler(request, { params: Promise.resolve(params) })
  return { response, body: await response.json() }
}

describe('read', () => {
  test('joins path and query into one input; the path wins', async () => {
    const { response, body } = await ask(read(answerInput), '?Marker=m&name=query', { name: '%24x' })
    expect(body).toEqual({ ok: true, value: { name: '$x', Marker: 'm', priority: 'person', actor: 'mia' } })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('a name given several times is a list; reading ahead says so', async () => {
    const background = { 'x-priority': 'background' }
    const { body } = await ask(read(answerInput), '?Marker=a&Marker=b', { name: 'x' }, background)
    expect(body.value).toMatchObject({ Marker: ['a', 'b'], priority: 'background' })
  })

  test('input that is not valid names the field and never reaches the verb', async () => {
    const { response, body } = await ask(read(answerInput), '?Marker=m', { name: 'much too long' })
    expect(response.status).toBe(400)
    expect(body.failure).toMatchObject({
      code: 'invalid-input',
      issues: [{ path: 'name', message: 'Too long.' }],
    })
  })

  test.each(['%ZZ', '%', '__proto__', '\u0000', '\u202e', '\ud800'])(
    'a path segment %j is no crash',
    async (name) => {
      const { response } = await ask(read(answerInput), '?Marker=m', { name: name.repeat(9) })
      expect(response.status).toBe(400)
    },
  )

  test.each(FAILURE_CODES)('the failure %s has a status of its kind', async (code) => {
    const { response, body } = await ask(
      read(verbThat(z.object({}), async () => fail(code, 'So it is.'))),
      '',
    )
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(body).toEqual({ ok: false, failure: { code, message: 'So it is.' } })
  })

  test('a surprise is masked and carries the id of its log line', async () => {
    const broken = read(
      verbThat(z.object({}), async () => {
        throw new Error('secret-canary')
      }),
    )
    const { response, body } = await ask(broken, '')
    expect(response.status).toBe(500)
    expect(JSON.stringify(body)).not.toContain('secret-canary')
    expect(body.failure).toMatchObject({ code: 'internal', logId: expect.any(String) })
  })

  test('takes over the request’s id, but no other text', async () => {
    const id = randomUUID()
    const handler = read(verbThat(z.object({}), async () => 1))
    const known = await ask(handler, '', {}, { 'x-request-id': id })
    expect(known.response.headers.get('x-request-id')).toBe(id)
    const forged = await ask(handler, '', {}, { 'x-request-id': 'forged' })
    expect(forged.response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('a request that is ended says so', async () => {
    const leaving = new AbortController()
    const request = new Request('http://localhost:3000/api/x', { signal: leaving.signal })
    const handler = read(
      verbThat(z.object({}), async ({ permit }) => {
        leaving.abort()
        permit.context.signal.throwIfAborted()
      }),
    )
    const response = await handler(request, { params: Promise.resolve({}) })
    expect(await response.json()).toMatchObject({ ok: false, failure: { code: 'aborted' } })
  })
})
