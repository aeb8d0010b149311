import { bodyOf, typeByBrowser } from '@/lib/cors/pasted/snippet-bodies'
import type { Call } from '@/lib/cors/pasted/snippet-calls'
import { addressIn, credentialsFlag, type Found, unreadOf } from '@/lib/cors/pasted/snippet-facts'
import { memberNamed, membersOf } from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { memberOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'

/** Reads `new EventSource(…)`: a GET without headers of the page's own. */
export function readEventSource(snippet: Snippet): Found | null {
  const calls = snippet.creations.filter(({ name }) => name === 'EventSource')
  const [call] = calls
  if (!call) return null
  const options = membersOf(snippet, call.parts[1])
  const credentials = credentialsFlag(snippet, memberNamed(snippet, options, 'withCredentials'))
  const unread = unreadOf({
    call: !call.isClosed,
    options: !options.isWhole || !call.isWhole,
    credentials: credentials.isUnread,
  })
  return {
    facts: {
      by: 'EventSource',
      ...addressIn(snippet, call.parts[0]),
      method: 'GET',
      headers: [],
      ...credentials.fact,
      ...unread,
    },
    calls,
  }
}

/** Reads `navigator.sendBeacon(…)`: a POST with credentials (Beacon §3.1). */
export function readBeacon(snippet: Snippet): Found | null {
  const isBeacon = ({ name, object }: Call) =>
    name === 'sendBeacon' &&
    object !== undefined &&
    (memberOf(snippet, object)?.name ?? sourceOf(snippet, object)) === 'navigator'
  const calls = snippet.calls.filter(isBeacon)
  const [call] = calls
  if (!call) return null
  const type = typeByBrowser(bodyOf(snippet, call.parts[1]))
  return {
    facts: {
      by: 'sendBeacon',
      ...addressIn(snippet, call.parts[0]),
      method: 'POST',
      headers: type ? [['content-type', type]] : [],
      withCredentials: true,
      ...unreadOf({ call: !call.isClosed, options: !call.isWhole, body: type === undefined }),
    },
    calls,
  }
}

/** Reads `new WebSocket(…)`, which no CORS is about. */
export function readWebSocket(snippet: Snippet): Found | null {
  const calls = snippet.creations.filter(({ name }) => name === 'WebSocket')
  const [call] = calls
  return call
    ? { facts: { by: 'WebSocket', ...addressIn(snippet, call.parts[0]), headers: [] }, calls }
    : null
}
