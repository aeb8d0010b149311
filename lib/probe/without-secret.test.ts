import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ProbeEvent } from '@/lib/probe/event'
import { withoutSecret } from '@/lib/probe/without-secret'

async function* eventsOf(chunks: Buffer[]): AsyncGenerator<ProbeEvent> {
  for (const chunk of chunks) yield { kind: 'chunk', base64: chunk.toString('base64') }
  yield { kind: 'end', end: 'complete', bytes: 0, totalMs: 0 }
}

async function bodyOf(chunks: Buffer[], secret: string | undefined): Promise<string> {
  let body = Buffer.alloc(0)
  for await (const event of withoutSecret(eventsOf(chunks), secret))
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
