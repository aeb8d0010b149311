import 'server-only'
import type { IncomingMessage } from 'node:http'
import type { ProbeEvent, ReplyEnd } from '@/lib/probe/event'
import { PROBE_LIMITS } from '@/lib/probe/limits'

/**
 * The reply's body as it arrives, until it is whole, too large, too late or broken. `begun` is when the request was
 * sent, on the clock of `performance`. However it ends, the connection is closed.
 */
export async function* readReply(
  head: ProbeEvent,
  reply: IncomingMessage,
  signal: AbortSignal,
  begun: number,
): AsyncGenerator<ProbeEvent> {
  let bytes = 0
  let end: ReplyEnd = 'complete'
  try {
    yield head
    for await (const chunk of reply as AsyncIterable<Buffer>) {
      const shown = chunk.subarray(0, PROBE_LIMITS.replyBytes - bytes)
      bytes += shown.length
      if (shown.length > 0) yield { kind: 'chunk', base64: shown.toString('base64') }
      if (shown.length === chunk.length) continue
      end = 'too-large'
      break
    }
  } catch {
    end = signal.aborted ? 'too-long' : 'broken'
  } finally {
    reply.destroy()
  }
  yield { kind: 'end', end, bytes, totalMs: performance.now() - begun }
}
