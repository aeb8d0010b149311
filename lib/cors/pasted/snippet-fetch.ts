import { typeByBrowser, withBodyType } from '@/lib/cors/pasted/snippet-bodies'
import { type Call, createdAs, isWindow } from '@/lib/cors/pasted/snippet-calls'
import {
  addressIn,
  type Found,
  keptHeaders,
  methodOf,
  originIn,
  type RequestFacts,
  settingOf,
  unreadOf,
} from '@/lib/cors/pasted/snippet-facts'
import { type ScriptHeaders, scriptHeaders } from '@/lib/cors/pasted/snippet-headers'
import { hooksOnFetch, keyOf } from '@/lib/cors/pasted/snippet-hooks'
import {
  joinedMembers,
  type Members,
  memberNamed,
  membersOf,
  NO_MEMBERS,
} from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { literalOf, meaningOf } from '@/lib/cors/pasted/snippet-values'
import { asciiLower } from '@/lib/cors/simulator/request-headers'

/** Reads the first call of the browser's own fetch. */
export function readFetch(snippet: Snippet): Found | null {
  const calls = snippet.calls.filter((call) => isFetch(snippet, call))
  const [call] = calls
  if (call) return { facts: factsOf(snippet, call), calls }
  const hooks = hooksOnFetch(snippet)
  const [hook] = hooks
  return hook ? { facts: factsOfHook(snippet, hook), calls: hooks } : null
}

/** A hook that hands its key to fetch itself. */
function factsOfHook(snippet: Snippet, { parts: [key], isClosed }: Call): RequestFacts {
  return {
    by: 'fetch',
    ...addressIn(snippet, key),
    method: 'GET',
    headers: [],
    withCredentials: false,
    ...unreadOf({ call: !isClosed }),
  }
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
  const sent = withBodyType(
    snippet,
    keptHeaders(headers.pairs, isCopied(options, headers)),
    memberNamed(snippet, options, 'body'),
    typeByBrowser,
  )
  // "Copy as fetch (Node.js)" writes down the cookie that the browser sent.
  const hasCookie =
    isCopied(options, headers) && headers.pairs.some(([name]) => asciiLower(name) === 'cookie')
  const unread = unreadOf({
    call: !call.isClosed,
    options: !options.isWhole,
    method: method.isUnread,
    headers: !headers.isWhole,
    mode: mode.isUnread,
    credentials: credentials.isUnread,
    body: sent.isUnread && headers.isWhole,
  })
  return {
    by: 'fetch',
    ...addressIn(snippet, address),
    ...originIn(headers, literalOf(snippet, memberNamed(snippet, options, 'referrer'))),
    ...methodOf(method, unread, 'GET'),
    // Beside headers that are not shown nobody can say what type is sent.
    headers: headers.isWhole ? sent.headers : keptHeaders(headers.pairs, isCopied(options, headers)),
    ...(!credentials.isUnread && { withCredentials: hasCookie || credentials.value === 'include' }),
    ...(memberNamed(snippet, options, 'duplex') && { forcesPreflight: true }),
    ...(mode.value === 'no-cors' && { isNoCors: true }),
    ...unread,
  }
}

/** The address and the options of a call, those of a `Request` that it is given included. */
function argumentsOf(snippet: Snippet, call: Call) {
  const key = keyOf(snippet, call)
  const isAllHandedOn = call.parts.length === 0
  const {
    parts: [resource, init],
    isWhole,
  } = call
  if (key) return { address: key, options: isAllHandedOn ? NO_MEMBERS : optionsOf(snippet, call) }
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

const optionsOf = (snippet: Snippet, { parts, isWhole }: Call): Members =>
  joinedMembers([{ members: [], isWhole }, membersOf(snippet, parts[1])])

/** Whether a tool of the browser wrote the call: it quotes what people do not, or writes down what only browsers send. */
function isCopied({ members }: Members, { pairs }: ScriptHeaders): boolean {
  const isReferrer = members.some(({ name, isQuoted }) => name === 'referrer' && isQuoted)
  return isReferrer || pairs.some(([name]) => /^sec-(ch-ua|fetch)/i.test(name))
}
