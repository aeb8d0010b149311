import { headersByCalls, joined, type ScriptHeaders, scriptHeaders } from '@/lib/cors/pasted/script-headers'
import {
  isName,
  isNothing,
  literalOf,
  type Members,
  meaningOf,
  memberNamed,
  membersOf,
  partsBehind,
  partsFrom,
} from '@/lib/cors/pasted/script-text'
import { valueThatCounts } from '@/lib/cors/simulator/header-line'
import { asciiLower, normalizedMethod, readHeaders } from '@/lib/cors/simulator/request-headers'

/** What a call gives, or may give, without being written out; `call` for one that the text cuts off. */
export type UnreadPart = 'call' | 'options' | 'method' | 'headers' | 'mode' | 'credentials'

/** What is known of a request that a page makes; header names in lower case. */
export interface RequestFacts {
  address?: string
  origin?: string
  method?: string
  headers: (readonly [name: string, value: string])[]
  withCredentials?: boolean
  /** The call is made with `mode: 'no-cors'`, so that no script may read its answer. */
  isNoCors?: boolean
  /** Left out where all of it was read. */
  unread?: UnreadPart[]
}

/**
 * Reads a call of `fetch`, `XMLHttpRequest` or axios in JavaScript, "Copy as fetch" of the browsers included, as
 * far as it stands there in plain text; nothing is run. `null` for a text without such a call.
 */
export function readRequestSnippet(text: string): RequestFacts | null {
  return readXhr(text) ?? readAxios(text) ?? readFetch(text)
}

function readFetch(text: string): RequestFacts | null {
  const call = argumentsOf(text, /\bfetch\s*\(/)
  if (!call) return null
  const { address, options } = fetchArguments(text, call.parts)
  const method = settingOf(text, options, 'method')
  const mode = settingOf(text, options, 'mode')
  const credentials = settingOf(text, options, 'credentials')
  const headers = scriptHeaders(text, memberNamed(options, 'headers'))
  const unread = unreadOf({
    call: !call.isClosed,
    options: !options.isWhole,
    method: method.isUnread,
    headers: !headers.isWhole,
    mode: mode.isUnread,
    credentials: credentials.isUnread,
  })
  return {
    ...addressIn(text, address),
    ...originIn(headers, literalOf(memberNamed(options, 'referrer') ?? '')),
    ...methodOf(method, unread, 'GET'),
    headers: withTextType(headers, options, kept(headers.pairs, /["']referrer["']\s*:/.test(text))),
    ...(!credentials.isUnread && { withCredentials: credentials.value === 'include' }),
    ...(mode.value === 'no-cors' && { isNoCors: true }),
    ...unread,
  }
}

/** The address and the options of a call, those of a `Request` that it is given included. */
function fetchArguments(text: string, [resource = '', init = 'undefined']: readonly string[]) {
  const given = meaningOf(text, resource)
  const request = partsBehind(given, /^new\s+Request\s*\(/)
  const own = membersOf(text, init)
  // A name tells no more than that it may hold a Request with options of its own.
  if (!request)
    return { address: resource, options: { ...own, isWhole: own.isWhole && !/req(uest)?$/i.test(given) } }
  const base = membersOf(text, request[1] ?? 'undefined')
  const options = { members: [...base.members, ...own.members], isWhole: base.isWhole && own.isWhole }
  return { address: request[0] ?? '', options }
}

const TEXT_TYPE = ['content-type', 'text/plain;charset=UTF-8'] as const

/** fetch labels a body of text itself, with a safelisted type. */
function withTextType({ isWhole }: ScriptHeaders, options: Members, headers: RequestFacts['headers']) {
  const body = memberNamed(options, 'body')
  const isText = body !== undefined && !/^new (FormData|URLSearchParams)\b/.test(body)
  return isText && isWhole && !has(headers, 'content-type') ? [...headers, TEXT_TYPE] : headers
}

function readXhr(text: string): RequestFacts | null {
  const opened = argumentsOf(text, /\.open\s*\(/)
  const method = literalOf(meaningOf(text, opened?.parts[0] ?? ''))
  const isXhr = /\bXMLHttpRequest\s*\(|\.setRequestHeader\s*\(/.test(text)
  if (!opened || opened.parts.length < 2 || !(isXhr || /^[A-Za-z]+$/.test(method ?? ''))) return null
  const headers = headersByCalls(text, '', 'setRequestHeader')
  const credentials = flagOf(text, /\.withCredentials\s*=\s*([^\s;,)}]+)/.exec(text)?.[1])
  return {
    ...addressIn(text, opened.parts[1] ?? ''),
    ...originIn(headers),
    ...(method !== undefined && { method: normalizedMethod(method) }),
    headers: kept(headers.pairs),
    ...credentials.fact,
    ...unreadOf({
      call: !opened.isClosed,
      method: method === undefined,
      headers: !headers.isWhole,
      credentials: credentials.isUnread,
    }),
  }
}

const AXIOS_METHOD =
  /\b(?:axios|\w*[aA]xios\w*|api|client|http)\s*\.\s*(get|head|post|put|patch|delete)\s*(?:<[^>]*>)?\s*\(/

function readAxios(text: string): RequestFacts | null {
  const call = axiosCall(text)
  if (!call) return null
  const { config } = call
  const method = call.method ? { value: call.method, isUnread: false } : settingOf(text, config, 'method')
  const headers = joined([
    scriptHeaders(text, memberNamed(config, 'headers')),
    // Defaults hold for every call, under names of their own.
    { pairs: [], isWhole: !/\.defaults\.headers\b/.test(text) },
  ])
  const byDefault = /\.defaults\.withCredentials\s*=\s*([^\s;,)}]+)/.exec(text)?.[1]
  const credentials = flagOf(text, memberNamed(config, 'withCredentials') ?? byDefault)
  const unread = unreadOf({
    call: !call.isClosed,
    options: !config.isWhole,
    method: method.isUnread,
    headers: !headers.isWhole,
    credentials: credentials.isUnread,
  })
  const read = methodOf({ ...method, value: method.value?.toUpperCase() }, unread, 'GET')
  return {
    ...addressIn(text, call.address ?? memberNamed(config, 'url') ?? ''),
    ...originIn(headers),
    ...read,
    headers: withJsonType(headers, call.data ?? memberNamed(config, 'data')),
    ...credentials.fact,
    ...unread,
  }
}

interface AxiosCall {
  method?: string
  address?: string
  data?: string
  config: Members
  isClosed: boolean
}

function axiosCall(text: string): AxiosCall | null {
  const method = /axios/i.test(text) ? AXIOS_METHOD.exec(text)?.[1] : undefined
  const created = argumentsOf(text, /\baxios\.create\s*\(/)
  const called = method ? argumentsOf(text, AXIOS_METHOD) : argumentsOf(text, /\baxios(?:\.request)?\s*\(/)
  const { parts, isClosed } = called ?? created ?? { parts: [], isClosed: true }
  if (!called && !created) return null
  const takesData = /^(post|put|patch)$/.test(method ?? '')
  const isByAddress = method !== undefined || (called !== null && !isConfig(text, parts[0] ?? ''))
  const own = membersOf(text, parts[takesData ? 2 : isByAddress ? 1 : 0] ?? 'undefined')
  const base = membersOf(text, created?.parts[0] ?? 'undefined')
  return {
    ...(method && { method }),
    ...(isByAddress && { address: parts[0] ?? '' }),
    ...(takesData && parts[1] !== undefined && { data: parts[1] }),
    config: {
      members: [...base.members, ...own.members],
      // An instance under a name of its own is called where this does not look.
      isWhole: called !== null && base.isWhole && own.isWhole,
    },
    isClosed,
  }
}

/** A first argument that is no address; a name that is not declared may as well be a configuration. */
const isConfig = (text: string, argument: string) => {
  const meaning = meaningOf(text, argument)
  return meaning.startsWith('{') || (isName(meaning) && !/ur[il]|address|path/i.test(meaning))
}

/** axios sends objects as JSON and says so. */
function withJsonType({ pairs, isWhole }: ScriptHeaders, data: string | undefined) {
  const headers = kept(pairs)
  const isJson = data !== undefined && !isNothing(data) && isWhole && !has(headers, 'content-type')
  return isJson ? [...headers, ['content-type', 'application/json'] as const] : headers
}

/** The arguments of the first call that a pattern finds. */
function argumentsOf(text: string, call: RegExp) {
  const found = call.exec(text)
  return found && partsFrom(text, found.index + found[0].length)
}

interface Setting {
  value?: string
  /** It is given, but not written out. */
  isUnread: boolean
}

function settingOf(text: string, options: Members, name: string): Setting {
  const source = memberNamed(options, name)
  if (source === undefined) return { isUnread: false }
  const value = literalOf(meaningOf(text, source))
  return { value, isUnread: value === undefined }
}

/** The method as it is sent; the usual one only where nothing unread could give another. */
function methodOf(
  { value, isUnread }: Setting,
  { unread = [] }: Pick<RequestFacts, 'unread'>,
  usual: string,
) {
  const isOpen = isUnread || unread.includes('options') || unread.includes('call')
  if (value === undefined && isOpen) return {}
  return { method: normalizedMethod(value ?? usual) }
}

function flagOf(text: string, source = 'false') {
  const meaning = meaningOf(text, source)
  const isTrue = /^(true|!0)$/.test(meaning)
  const isUnread = !isTrue && !/^(false|!1)$/.test(meaning)
  return { fact: isUnread ? {} : { withCredentials: isTrue }, isUnread }
}

function unreadOf(isUnread: Partial<Record<UnreadPart, boolean>>): Pick<RequestFacts, 'unread'> {
  const unread = UNREAD_PARTS.filter((part) => isUnread[part])
  return unread.length > 0 ? { unread } : {}
}

const UNREAD_PARTS: readonly UnreadPart[] = ['call', 'options', 'method', 'headers', 'mode', 'credentials']

/** An address up to where it stops being plain text, as long as its host is plain. */
function addressIn(text: string, source: string): Pick<RequestFacts, 'address'> {
  const meaning = meaningOf(text, source)
  const address = /^(?:new URL\(\s*)?(["'`])(.*?)\1/.exec(meaning)?.[2]
  const isRead = address !== undefined && isAbsolute(address) && !/^[^/]*\/\/[^/]*\$\{/.test(address)
  return isRead ? { address } : {}
}

const isAbsolute = (address: string) => /^https?:\/\//i.test(address)

/** "Copy as fetch" writes down the page it was called from. */
function originIn({ pairs }: ScriptHeaders, referrer?: string): Pick<RequestFacts, 'origin'> {
  const named = (wanted: string) => pairs.find(([name]) => asciiLower(name) === wanted)?.[1]
  const written = named('origin') ?? referrer ?? named('referer')
  if (written === undefined || !isAbsolute(written) || !URL.canParse(written)) return {}
  return { origin: new URL(written).origin }
}

const has = (headers: RequestFacts['headers'], name: string) => headers.some(([each]) => each === name)

/** Browsers and their tools add these to a call; "Copy as fetch" writes them down as if the page had. */
const NOT_BY_PAGES = /^(cache-control|pragma|priority|user-agent)$/

/** Header names in lower case, each once, without those that browsers set. */
function kept(pairs: [name: string, value: string][], isCopied = false): RequestFacts['headers'] {
  const headers = new Map<string, string>()
  for (const [rawName, value] of pairs) {
    const name = asciiLower(rawName.trim())
    const isDropped = readHeaders([[name, value]]).sent.length === 0 || (isCopied && NOT_BY_PAGES.test(name))
    if (!isDropped) headers.set(name, valueThatCounts(name, value))
  }
  return [...headers]
}
