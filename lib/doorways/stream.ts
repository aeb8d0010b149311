import 'server-only'
import type * as z from 'zod/mini'
import type { VerbCall } from '@/lib/auth/context'
import { attempt } from '@/lib/doorways/attempt'
import { contextOfStream, REQUEST_ID_HEADER } from '@/lib/doorways/request-context'
import { answer, decoded, type Handler } from '@/lib/doorways/route'
import { FailureError, invalidInput } from '@/lib/failures/result'

/**
 * The only doorway for POST route handlers: authenticate, parse the path and the JSON body as one input, attempt,
 * answer what happens as lines of JSON while it happens, or the failure as `read` does. When nobody listens any
 * more, the verb's signal is aborted.
 */
export function stream<Schema extends z.ZodMiniType, Event>(
  schema: Schema,
  verb: (call: VerbCall<z.output<Schema>>) => Promise<AsyncIterable<Event>>,
): Handler {
  return async (request, segment) => {
    const left = new AbortController()
    const ctx = contextOfStream(request, left.signal)
    const result = await attempt(verb.name, ctx, async () => {
      const params = decoded((await segment.params) ?? {})
      const parsed = schema.safeParse({ ...(await bodyOf(request)), ...params })
      if (!parsed.success) throw new FailureError(invalidInput(parsed.error))
      return verb({ ctx, input: parsed.data })
    })
    if (!result.ok) return answer(result, ctx.requestId)
    return new Response(linesOf(result.value, left), {
      headers: {
        'Content-Type': 'application/x-ndjson; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        [REQUEST_ID_HEADER]: ctx.requestId,
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
