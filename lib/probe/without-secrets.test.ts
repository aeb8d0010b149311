import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProbeEvent } from '@/lib/probe/event'
import { withoutSecrets } from '@/lib/probe/without-secrets'

async function* eventsOf(chunks: Buffer[]): AsyncGenerator<ProbeEvent> {
  for (const chunk of chunks) yield { kind: 'chunk', base64: chunk.toString('base64') }
  yield { kind: 'end', end: 'complete', bytes: 0, totalMs: 0 }
}

async function bodyOf(chunks: Buffer[], secret: string | undefined): Promise<string> {
  let body = Buffer.alloc(0)
  for await (const event of withoutSecrets(eventsOf(chunks), secret === undefined ? [] : [secret]))
    if (event.kind === 'chunk') body = Buffer.concat([body, Buffer.from(event.base64, 'base64')])
  return body.toString()
}

test('a secret is blotted out however the body falls into chunks, and nothing else is', async () => {
  const piece = fc.constantFrom('s3cr3t', 's3c', 'r3t', 's', '3cr3ts3cr3', 'é', ' and ')
  await fc.assert(
    fc.asyncProperty(fc.array(piece), fc.array(fc.nat(40), { maxLength: 6 }), async (pieces, cuts) => {
      const whole = Buffer.from(pieces.join(''))
      const places = [
        0,
        ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b),
        whole.length,
      ]
      const chunks = places.slice(1).map((place, i) => whole.subarray(places[i], place))
      expect(await bodyOf(chunks, 's3cr3t')).toBe(whole.toString().replaceAll('s3cr3t', '******'))
    }),
    { numRuns: 300, seed: 4 },
  )
})

test('without a secret everything goes through as it is', async () => {
  expect(await bodyOf([Buffer.from('s3cr3t')], undefined)).toBe('s3cr3t')
})

const TOKEN = 'IQoJb3JpZ2luX2VjEA+/aB3=x0/Kq+LongEnough=='
const SIGNATURE = '0123456789abcdef'.repeat(4)
const escapedBy = (write: (character: string) => string) => (text: string) => Array.from(text, write).join('')
const code = (character: string, digits: number) => character.charCodeAt(0).toString(16).padStart(digits, '0')

const WAYS: [string, (text: string) => string][] = [
  ['as it is', (text) => text],
  ['in capitals', (text) => text.toUpperCase()],
  ['in an address', encodeURIComponent],
  [
    'in an address, small',
    (text) => encodeURIComponent(text).replace(/%../g, (found) => found.toLowerCase()),
  ],
  ['in an address twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['each character of it escaped', escapedBy((c) => `%${code(c, 2)}`)],
  ['in JSON with slashes escaped', (text) => JSON.stringify(text).replaceAll('/', '\\/')],
  ['in JSON within JSON', (text) => JSON.stringify(JSON.stringify(text).replaceAll('/', '\\/'))],
  ['in JSON as PHP and Go escape it', (text) => text.replace(/[+=/]/g, (c) => `\\u${code(c, 4)}`)],
  ['in JavaScript', escapedBy((c) => `\\x${code(c, 2)}`)],
  ['in JavaScript by code points', escapedBy((c) => `\\u{${code(c, 2)}}`)],
  ['in HTML by numbers', escapedBy((c) => `&#${c.charCodeAt(0)};`)],
  ['in HTML by hexadecimal numbers', escapedBy((c) => `&#x${code(c, 4)};`)],
  [
    'in HTML by names',
    (text) => text.replaceAll('+', '&plus;').replaceAll('/', '&sol;').replaceAll('=', '&equals;'),
  ],
  ['in base64', (text) => Buffer.from(text).toString('base64')],
  ['in base64 behind one byte', (text) => Buffer.from(`a${text}b`).toString('base64')],
  ['in base64 behind two bytes', (text) => Buffer.from(`{"${text}"}`).toString('base64')],
  ['in base64url', (text) => Buffer.from(`{"a":"${text}"}`).toString('base64url')],
  ['in base64 in an address', (text) => encodeURIComponent(Buffer.from(text).toString('base64'))],
  ['in hexadecimal digits', (text) => Buffer.from(text).toString('hex')],
]

/** What somebody reads in a reply who knows all the ways. */
function readable(text: string): string[] {
  const decoded = [
    text,
    Buffer.from(text, 'base64').toString('latin1'),
    Buffer.from(text, 'hex').toString('latin1'),
  ]
  return decoded.map((one) => one.toLowerCase())
}

describe.each([TOKEN, SIGNATURE])('the secret %s', (secret) => {
  test.each(WAYS)('is not shown %s, however it falls into chunks', async (_way, write) => {
    const written = write(secret)
    const body = Buffer.from(`{"before":1,"it":"${written}","after":2}`)
    const half = body.length >> 1
    for (const chunks of [
      [body],
      [body.subarray(0, half), body.subarray(half)],
      Array.from(body, (b) => Buffer.from([b])),
    ]) {
      const seen = await bodyOf(chunks, secret)
      expect(seen.length).toBe(body.length)
      expect(seen).toMatch(/^\{"before":1,"it":".*","after":2\}$/)
      expect(seen).not.toContain(written)
      for (const text of readable(seen)) expect(text).not.toContain(secret.toLowerCase())
      expect((seen.match(/\*/g) ?? []).length).toBeGreaterThan(written.length * 0.8)
    }
  })

  test.each(WAYS)('is not shown %s in the status text or a header', async (_way, write) => {
    const written = write(secret)
    async function* replied(): AsyncGenerator<ProbeEvent> {
      const headers = [[`x-${written}`, 'a'] as const, ['x-own', `it: ${written}.`] as const]
      const plain = { url: '', sent: [], status: 200, isStreamed: false, firstByteMs: 0 }
      yield { kind: 'head', ...plain, statusText: `OK ${written}`, headers }
    }
    for await (const event of withoutSecrets(replied(), [secret])) {
      expect(JSON.stringify(event)).not.toContain(JSON.stringify(written).slice(1, -1))
      expect(event).toMatchObject({ statusText: expect.stringMatching(/^OK .*\*{20,}/) })
    }
  })
})

test('what only begins like a secret is shown, and at once when it goes on otherwise', async () => {
  const events = withoutSecrets(eventsOf([Buffer.from('01234'), Buffer.from('no'), Buffer.from('%2')]), [
    SIGNATURE,
  ])
  const shown: string[] = []
  for await (const event of events)
    if (event.kind === 'chunk') shown.push(Buffer.from(event.base64, 'base64').toString())
  expect(shown).toEqual(['01234no', '%2'])
})
