import 'server-only'
import type { ProbeEvent } from '@/lib/probe/event'

/**
 * A reply in which every occurrence of a secret is blotted out, at the same length, also where it falls into two
 * chunks: a function that answers what it was sent would hand the console's session token to the browser.
 */
export async function* withoutSecret(
  events: AsyncIterable<ProbeEvent>,
  secret: string | undefined,
): AsyncGenerator<ProbeEvent> {
  if (!secret) {
    yield* events
    return
  }
  const wanted = Buffer.from(secret)
  const blot = Buffer.alloc(wanted.length, '*')
  let held: Buffer = Buffer.alloc(0)
  for await (const event of events) {
    if (event.kind === 'head') {
      const headers = event.headers.map(
        ([name, value]) => [name, value?.replaceAll(secret, blot.toString()) ?? null] as const,
      )
      yield { ...event, headers }
    } else if (event.kind === 'chunk') {
      const clean = blotted(Buffer.concat([held, Buffer.from(event.base64, 'base64')]), wanted, blot)
      const keep = lengthOfBeginning(clean, wanted)
      held = clean.subarray(clean.length - keep)
      if (keep < clean.length) yield chunkOf(clean.subarray(0, clean.length - keep))
    } else {
      if (held.length > 0) yield chunkOf(held)
      yield event
    }
  }
}

const chunkOf = (bytes: Buffer): ProbeEvent => ({ kind: 'chunk', base64: bytes.toString('base64') })

function blotted(bytes: Buffer, wanted: Buffer, blot: Buffer): Buffer {
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at)) blot.copy(bytes, at)
  return bytes
}

/** How much of the end may be the beginning of the secret. */
function lengthOfBeginning(bytes: Buffer, wanted: Buffer): number {
  const most = Math.min(bytes.length, wanted.length - 1)
  for (let length = most; length > 0; length--)
    if (bytes.subarray(bytes.length - length).equals(wanted.subarray(0, length))) return length
  return 0
}
