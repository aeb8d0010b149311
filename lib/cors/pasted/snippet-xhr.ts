import { typeByBrowser, withBodyType } from '@/lib/cors/pasted/snippet-bodies'
import { type Call, isWindow } from '@/lib/cors/pasted/snippet-calls'
import {
  addressIn,
  credentialsFlag,
  type Found,
  keptHeaders,
  originIn,
  type RequestFacts,
  unreadOf,
} from '@/lib/cors/pasted/snippet-facts'
import { headersByCalls, joined } from '@/lib/cors/pasted/snippet-headers'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { literalOf } from '@/lib/cors/pasted/snippet-values'
import { normalizedMethod } from '@/lib/cors/simulator/request-headers'

/** Reads the first XMLHttpRequest that is opened. */
export function readXhr(snippet: Snippet): Found | null {
  const isMeant =
    snippet.creations.some(({ name }) => name === 'XMLHttpRequest') ||
    snippet.calls.some(({ name, object }) => name === 'setRequestHeader' && object)
  const opened = snippet.calls.filter((call) => isOpen(snippet, call, isMeant))
  const [call] = opened
  return call ? { facts: factsOf(snippet, call), calls: opened } : null
}

const METHOD = /^(delete|get|head|options|patch|post|put)$/i

/** Windows, dialogs and databases are opened too; without anything else of an XMLHttpRequest the method tells. */
function isOpen(snippet: Snippet, { name, object, parts }: Call, isMeant: boolean): boolean {
  if (name !== 'open' || !object || isWindow(snippet, object) || parts.length < 2) return false
  return isMeant || METHOD.test(literalOf(snippet, parts[0]) ?? '')
}

function factsOf(snippet: Snippet, call: Call): RequestFacts {
  const object = call.object ? sourceOf(snippet, call.object) : ''
  const isOnIt = (other: Call) => other.object !== undefined && sourceOf(snippet, other.object) === object
  const method = literalOf(snippet, call.parts[0])
  const headers = joined([
    headersByCalls(snippet, /^setRequestHeader$/, isOnIt),
    // Under another name it may be the same request, or another one.
    {
      pairs: [],
      isWhole: snippet.calls.every((other) => other.name !== 'setRequestHeader' || isOnIt(other)),
    },
  ])
  const settings = snippet.settings.filter(({ name }) => name === 'withCredentials')
  const own = settings.findLast((setting) => sourceOf(snippet, setting.object) === object)
  const credentials = credentialsFlag(snippet, (own ?? settings[0])?.value)
  const body = snippet.calls.find((other) => other.name === 'send' && isOnIt(other))?.parts[0]
  const sent = withBodyType(snippet, keptHeaders(headers.pairs), body, typeByBrowser)
  return {
    by: 'XMLHttpRequest',
    ...addressIn(snippet, call.parts[1]),
    ...originIn(headers),
    ...(method !== undefined && { method: normalizedMethod(method) }),
    headers: headers.isWhole ? sent.headers : keptHeaders(headers.pairs),
    ...credentials.fact,
    ...(listensToUpload(snippet) && { forcesPreflight: true }),
    ...unreadOf({
      call: !call.isClosed,
      method: method === undefined,
      headers: !headers.isWhole,
      credentials: credentials.isUnread,
      body: sent.isUnread && headers.isWhole,
    }),
  }
}

/** XMLHttpRequest §4.5.6: a listener on `upload` makes browsers ask first. */
function listensToUpload(snippet: Snippet): boolean {
  const isUpload = (source: string) => /\.upload$/.test(source)
  return (
    snippet.settings.some(({ object, name }) => /^on/.test(name) && isUpload(sourceOf(snippet, object))) ||
    snippet.calls.some(
      ({ name, object }) => name === 'addEventListener' && object && isUpload(sourceOf(snippet, object)),
    )
  )
}
