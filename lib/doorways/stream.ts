import 'server-only'
import type * as z from 'zod/mini'
import type { Verb } from '@/lib/auth/verb'
import { enter } from '@/lib/doorways/enter'
import { contextOfStream, REQUEST_ID_HEADER } from '@/lib/doorways/request-context'
import { answer, decoded, type Handler } from '@/lib/doorways/route'

/**
 * The only doorway for POST route handlers: the path and the JSON body are one input, what happens is answered as
 * lines of JSON while it happens, a failure before that as `read` answers it. When nobody listens any more, the
 * verb's signal is aborted.
 */
export function stream<Schema extends z.ZodMiniType, Event>(
  verb: Verb<Schema, AsyncIterable<Event>>,
): Handler {
  return async (request, segment) => {
    const left = new AbortController()
    const context = await contextOfStream(request, left.signal)
    const input = async () => ({ ...(await bodyOf(request)), ...decoded((await segment.params) ?? {}) })
    const result = await enter(verb, context, input)
    if (!result.ok) return answer(result, context.requestId)
    return new Response(linesOf(result.value, left), {
      headers: {
        'Content-Type': 'application/x-ndjson; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        [REQUEST_ID_HEADER]: context.requestId,
      },
    })
  }
}

/** What is no object has no members; the schema then says what is missing. */
async function bodyOf(request: Request): Promise<object> {
  const body: unknown = await request.json().catch(() => undefined)
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}
}

function linesOf<Event>(events: AsyncIterable<Event>, left: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = events[Symbol.asyncIterator]()
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
    },
    cancel: () => left.abort(),
  })
}
