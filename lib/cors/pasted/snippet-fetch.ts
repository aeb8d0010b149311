import { type Call, createdAs, isWindow } from '@/lib/cors/pasted/snippet-calls'
import {
  addressIn,
  type Found,
  hasHeader,
  keptHeaders,
  methodOf,
  originIn,
  type RequestFacts,
  settingOf,
  unreadOf,
} from '@/lib/cors/pasted/snippet-facts'
import { type ScriptHeaders, scriptHeaders } from '@/lib/cors/pasted/snippet-headers'
import { joinedMembers, type Members, memberNamed, membersOf } from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { literalOf, meaningOf } from '@/lib/cors/pasted/snippet-values'

/** Reads the first call of the browser's own fetch. */
export function readFetch(snippet: Snippet): Found | null {
  const calls = snippet.calls.filter((call) => isFetch(snippet, call))
  const [call] = calls
  return call ? { facts: factsOf(snippet, call), count: calls.length } : null
}

function isFetch(snippet: Snippet, { node, object, name }: Call): boolean {
  if (name !== 'fetch' || (object && !isWindow(snippet, object))) return false
  // "Failed to fetch (x.example)", "at fetch (app.js:1:2)": consoles say so of calls.
  return !/(?:\bfailed to|\bat) +$/i.test(snippet.text.slice(Math.max(0, node.from - 12), node.from))
}

function factsOf(snippet: Snippet, call: Call): RequestFacts {
  const { address, options } = argumentsOf(snippet, call)
  const method = settingOf(snippet, options, 'method')
  const mode = settingOf(snippet, options, 'mode')
  const credentials = settingOf(snippet, options, 'credentials')
  const headers = scriptHeaders(snippet, memberNamed(snippet, options, 'headers'))
  const unread = unreadOf({
    call: !call.isClosed,
    options: !options.isWhole,
    method: method.isUnread,
    headers: !headers.isWhole,
    mode: mode.isUnread,
    credentials: credentials.isUnread,
  })
  const isCopied = options.members.some(({ name, isQuoted }) => name === 'referrer' && isQuoted)
  return {
    ...addressIn(snippet, address),
    ...originIn(headers, literalOf(snippet, memberNamed(snippet, options, 'referrer'))),
    ...methodOf(method, unread, 'GET'),
    headers: withTextType(snippet, headers, options, keptHeaders(headers.pairs, isCopied)),
    ...(!credentials.isUnread && { withCredentials: credentials.value === 'include' }),
    ...(mode.value === 'no-cors' && { isNoCors: true }),
    ...unread,
  }
}

/** The address and the options of a call, those of a `Request` that it is given included. */
function argumentsOf(snippet: Snippet, { parts: [resource, init], isWhole }: Call) {
  const given = resource && meaningOf(snippet, resource)
  const request = given && createdAs(snippet, given, /^Request$/)
  const own = membersOf(snippet, init)
  const read = { members: [], isWhole }
  if (request)
    return {
      address: request.parts[0],
      options: joinedMembers([
        { members: [], isWhole: isWhole && request.isWhole },
        membersOf(snippet, request.parts[1]),
        own,
      ]),
    }
  // A name tells no more than that it may hold a Request with options of its own.
  const mayBeRequest = given !== undefined && /req(uest)?$/i.test(sourceOf(snippet, given))
  return {
    address: resource,
    options: joinedMembers([{ ...read, isWhole: isWhole && !mayBeRequest }, own]),
  }
}

const TEXT_TYPE = ['content-type', 'text/plain;charset=UTF-8'] as const

/** fetch labels a body of text itself, with a safelisted type. */
function withTextType(
  snippet: Snippet,
  { isWhole }: ScriptHeaders,
  options: Members,
  headers: RequestFacts['headers'],
): RequestFacts['headers'] {
  const body = memberNamed(snippet, options, 'body')
  const isText =
    body !== undefined && !createdAs(snippet, meaningOf(snippet, body), /^(FormData|URLSearchParams)$/)
  return isText && isWhole && !hasHeader(headers, 'content-type') ? [...headers, TEXT_TYPE] : headers
}
