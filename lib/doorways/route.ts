import 'server-only'
import type * as z from 'zod/mini'
import type { Verb } from '@/lib/auth/verb'
import { enter } from '@/lib/doorways/enter'
import { contextOfRequest, REQUEST_ID_HEADER } from '@/lib/doorways/request-context'
import { HTTP_STATUS } from '@/lib/failures/http-status'
import type { Failure, Result } from '@/lib/failures/result'

export type Params = Record<string, string | string[] | undefined>
export type Handler = (
  request: Request,
  segment: { params: Promise<Params | undefined> },
) => Promise<Response>

/**
 * The only doorway for GET route handlers: the path and the query are one input, the `Result` is answered as JSON
 * with the failure's HTTP status. A path segment wins over a query of the same name.
 */
export function read<Schema extends z.ZodMiniType, Output>(verb: Verb<Schema, Output>): Handler {
  return async (request, segment) => {
    const context = await contextOfRequest(request)
    return answer(await enter(verb, context, () => inputOf(request, segment)), context.requestId)
  }
}

/** Path and query as one input. Next hands over no params at all where the path has no dynamic segment. */
export async function inputOf(request: Request, segment: Parameters<Handler>[1]): Promise<Params> {
  return { ...queryOf(request), ...decoded((await segment.params) ?? {}) }
}

/** A name given once is a text, given several times a list. */
function queryOf(request: Request): Params {
  const query = new URL(request.url).searchParams
  const names = [...new Set(query.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

/** Next hands the segments over still percent-encoded; a malformed one is left to the schema to refuse. */
export function decoded(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? decode(value) : value]),
  )
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

export function answer(result: Result<unknown>, requestId: string): Response {
  return Response.json(result, {
    status: result.ok ? 200 : HTTP_STATUS[result.failure.code],
    headers: {
      'Cache-Control': 'no-store',
      [REQUEST_ID_HEADER]: requestId,
      ...(result.ok ? {} : headersOf(result.failure)),
    },
  })
}

/** What programs that know HTTP look for (RFC 6750, 3; RFC 9110, 10.2.3). */
function headersOf({ code, retryAfter }: Failure): Record<string, string> {
  if (code === 'token-refused') return { 'WWW-Authenticate': 'Bearer error="invalid_token"' }
  if (code === 'signed-out') return { 'WWW-Authenticate': 'Bearer' }
  return retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }
}
