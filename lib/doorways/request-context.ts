import 'server-only'
import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import type { Context, Priority } from '@/lib/auth/context'
import { leavingOf, streamLeaving } from '@/lib/process/leaving'
import { whoAsks } from '@/lib/sessions/who-asks'

/** Set by `proxy.ts` on every request, so that all log lines of one request carry one id. */
export const REQUEST_ID_HEADER = 'x-request-id'
/** Set by `proxy.ts`: the path that was asked for, as it was sent. */
export const PATHNAME_HEADER = 'x-pathname'
/** A page that reads ahead sends `background` here and waits behind people. */
const PRIORITY_HEADER = 'x-priority'

/** No read of the console takes longer (quality R7). */
const REQUEST_DEADLINE = 15_000

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The context of a request to a route handler: ends with the request, at the latest after 15 s. */
export function contextOfRequest(request: Request): Promise<Context> {
  return contextOf(request.headers, AbortSignal.any([request.signal, timeLimit()]), READING)
}

/**
 * The context of a request whose reply goes on as long as its verb lets it: ends when nobody listens any more, and
 * when the console stops.
 */
export function contextOfStream(request: Request, left: AbortSignal): Promise<Context> {
  const ending = streamLeaving(request.headers)
  const signals = [request.signal, left, ...(ending ? [ending] : [])]
  return contextOf(request.headers, AbortSignal.any(signals))
}

/** The same for a file, which is read as by any GET handler. */
export function contextOfDownload(request: Request, left: AbortSignal): Promise<Context> {
  return contextOf(request.headers, AbortSignal.any([request.signal, left]), READING)
}

/**
 * The context of the page or server action that is being served: ends when its asker leaves, unless it is
 * finished all the same.
 */
export async function contextOfPage({ isFinished = false } = {}): Promise<Context> {
  const asked = await headers()
  const leaving = isFinished ? undefined : leavingOf(asked)
  return contextOf(asked, leaving ? AbortSignal.any([leaving, timeLimit()]) : timeLimit())
}

/** GET handlers alone take machine tokens. */
const READING = { takesTokens: true }

const timeLimit = () => AbortSignal.timeout(REQUEST_DEADLINE)

async function contextOf(
  from: Pick<Headers, 'get'>,
  signal: AbortSignal,
  who?: typeof READING,
): Promise<Context> {
  const id = from.get(REQUEST_ID_HEADER)
  const priority: Priority = from.get(PRIORITY_HEADER) === 'background' ? 'background' : 'person'
  return {
    ...(await whoAsks(from, who)),
    requestId: id && UUID.test(id) ? id : randomUUID(),
    signal,
    deadline: Date.now() + REQUEST_DEADLINE,
    priority,
    now: () => new Date(),
  }
}
