import 'server-only'
import type { ProbeEvent } from '@/lib/probe/event'
import { matchEscaped } from '@/lib/probe/match-escaped'

/**
 * A reply in which every occurrence of the secrets is blotted out, at the same length, also where it falls into two
 * chunks: a function that answers what it was sent would hand the console's signature and session token to the
 * browser. Found are the secrets as they are, in base64 and in hexadecimal digits, each also where characters are
 * written as escapes of addresses, JSON, JavaScript or HTML. A function that turns them into something else, such as
 * compressed or encrypted text, is not seen through.
 */
export async function* withoutSecrets(
  events: AsyncIterable<ProbeEvent>,
  secrets: readonly string[],
): AsyncGenerator<ProbeEvent> {
  const wanted = secrets.filter((secret) => secret !== '').flatMap(writingsOf)
  let held: Buffer = Buffer.alloc(0)
  for await (const event of events) {
    if (wanted.length === 0) yield event
    else if (event.kind === 'head') yield withoutInHead(event, wanted)
    else if (event.kind === 'chunk') {
      const { clean, open } = blotted(
        Buffer.concat([held, Buffer.from(event.base64, 'base64')]),
        wanted,
        false,
      )
      held = clean.subarray(open)
      if (open > 0) yield chunkOf(clean.subarray(0, open))
    } else {
      if (held.length > 0) yield chunkOf(blotted(held, wanted, true).clean)
      yield event
    }
  }
}

type Head = Extract<ProbeEvent, { kind: 'head' }>

function withoutInHead(head: Head, wanted: readonly string[]): Head {
  const clean = (text: string) => blotted(Buffer.from(text), wanted, true).clean.toString()
  const headers = head.headers.map(
    ([name, value]) => [clean(name), value === null ? null : clean(value)] as const,
  )
  return { ...head, statusText: clean(head.statusText), headers }
}

const chunkOf = (bytes: Buffer): ProbeEvent => ({ kind: 'chunk', base64: bytes.toString('base64') })

/** A text itself, in hexadecimal digits, and what base64 makes of it at each of the three places it may begin at. */
function writingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const inBase64 = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes, Buffer.alloc(2)]).toString('base64')
    // Characters that hold bits of what stands before or behind are left out.
    return whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })
  return [secret, bytes.toString('hex'), ...inBase64]
}

interface Blotted {
  clean: Buffer
  /** Where the first that may be a secret begins, if more bytes come. */
  open: number
}

function blotted(bytes: Buffer, wanted: readonly string[], isLast: boolean): Blotted {
  const clean = Buffer.from(bytes)
  let open = bytes.length
  for (const text of wanted)
    for (let at = 0; at < open; at++) {
      const found = matchEscaped(bytes, at, text, isLast)
      if (found === 'open') open = at
      else if (found !== undefined) clean.fill('*', at, found)
    }
  return { clean, open }
}
