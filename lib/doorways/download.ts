import 'server-only'
import type * as z from 'zod/mini'
import type { Verb } from '@/lib/auth/verb'
import { enter } from '@/lib/doorways/enter'
import { contextOfDownload, REQUEST_ID_HEADER } from '@/lib/doorways/request-context'
import { answer, type Handler, inputOf } from '@/lib/doorways/route'
import { logLine } from '@/lib/process/log'

/** A file that is written while it is sent. */
export interface Download {
  /** Letters, digits, dots and hyphens. */
  fileName: string
  mediaType: string
  parts: AsyncIterable<string>
}

/**
 * The doorway for GET route handlers that answer a file: the path and the query are one input, as for `read`. What
 * goes wrong before the first part is answered as `read` answers it; after that the connection is cut, so that no
 * half of a file passes for a whole one. When nobody listens any more, the verb's signal is aborted.
 */
export function download<Schema extends z.ZodMiniType>(verb: Verb<Schema, Download>): Handler {
  return async (request, segment) => {
    const left = new AbortController()
    const context = await contextOfDownload(request, left.signal)
    const result = await enter(verb, context, () => inputOf(request, segment))
    if (!result.ok) return answer(result, context.requestId)
    const { fileName, mediaType, parts } = result.value
    return new Response(bytesOf(parts, left, context.requestId), {
      headers: {
        'Content-Type': mediaType,
        'Content-Disposition': `attachment; filename="${fileName}"`,
        'Cache-Control': 'no-store, no-transform',
        [REQUEST_ID_HEADER]: context.requestId,
      },
    })
  }
}

function bytesOf(
  parts: AsyncIterable<string>,
  left: AbortController,
  requestId: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = parts[Symbol.asyncIterator]()
  return new ReadableStream({
    pull: async (controller) => {
      try {
        const { done, value } = await iterator.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        if (!left.signal.aborted)
          logLine({ level: 'error', event: 'download-cut', requestId, stack: String(error) })
        controller.error(error)
      }
    },
    cancel: () => left.abort(),
  })
}
