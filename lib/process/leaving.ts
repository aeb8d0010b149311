import 'server-only'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { singleton } from '@/lib/process/singleton'

/**
 * Next tells route handlers when their request is given up, pages and server actions it does not. The front door
 * stands in front of all of them: it names each request, and what works for one asks here.
 */
const VISIT_HEADER = 'x-console-visit'

interface Visit {
  leaving: AbortController
  ended: Promise<void>
  /** Its answer goes on for as long as somebody listens. */
  isStream: boolean
}

const visits = () => singleton('visits', () => new Map<string, Visit>())

/** Names the request, whatever it called itself, and listens whether its asker leaves before the answer is out. */
export function noteVisit(request: IncomingMessage, response: ServerResponse): void {
  const id = randomUUID()
  const leaving = new AbortController()
  request.headers[VISIT_HEADER] = id
  const ended = new Promise<void>((resolve) => response.once('close', resolve))
  visits().set(id, { leaving, ended, isStream: false })
  response.once('close', () => {
    visits().delete(id)
    if (!response.writableFinished) leaving.abort(new DOMException('The asker left.', 'AbortError'))
  })
}

/** Aborted when the asker of the request with these headers has left; `undefined` where no front door stands. */
export function leavingOf(headers: Pick<Headers, 'get'>): AbortSignal | undefined {
  const id = headers.get(VISIT_HEADER)
  return id === null ? undefined : visits().get(id)?.leaving.signal
}

/** The same for an answer that goes on; it is also aborted by `endStreams`. */
export function streamLeaving(headers: Pick<Headers, 'get'>): AbortSignal | undefined {
  const visit = visits().get(headers.get(VISIT_HEADER) ?? '')
  if (visit) visit.isStream = true
  return visit?.leaving.signal
}

/** Ends the answers that go on: a console that stops waits for none of them. */
export function endStreams(): void {
  for (const { leaving, isStream } of visits().values())
    if (isStream) leaving.abort(new DOMException('The console is stopping.', 'AbortError'))
}

/** Resolves when every request that was let in has its answer, or its asker has left. */
export async function visitsEnded(): Promise<void> {
  const ends = [...visits().values()].map(({ ended }) => ended)
  await Promise.all(ends)
}
