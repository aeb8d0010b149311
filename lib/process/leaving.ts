import 'server-only'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { singleton } from '@/lib/process/singleton'

/**
 * Next tells route handlers when their request is given up, pages and server actions it does not. The front door
 * stands in front of all of them: it names each request, and what works for one asks here.
 */
const VISIT_HEADER = 'x-console-visit'

const visits = () => singleton('visits', () => new Map<string, AbortController>())

/** Names the request, whatever it called itself, and listens whether its asker leaves before the answer is out. */
export function noteVisit(request: IncomingMessage, response: ServerResponse): void {
  const id = randomUUID()
  const leaving = new AbortController()
  request.headers[VISIT_HEADER] = id
  visits().set(id, leaving)
  response.once('close', () => {
    visits().delete(id)
    if (!response.writableFinished) leaving.abort(new DOMException('The asker left.', 'AbortError'))
  })
}

/** Aborted when the asker of the request with these headers has left; `undefined` where no front door stands. */
export function leavingOf(headers: Pick<Headers, 'get'>): AbortSignal | undefined {
  const id = headers.get(VISIT_HEADER)
  return id === null ? undefined : visits().get(id)?.signal
}
