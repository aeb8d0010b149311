import type { SyntaxNode } from '@lezer/common'
import { type Call, createdAs } from '@/lib/cors/pasted/snippet-calls'
import type { ScriptHeaders } from '@/lib/cors/pasted/snippet-headers'
import { type Members, memberNamed } from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { bare, sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { beginningOf, literalOf, meaningOf } from '@/lib/cors/pasted/snippet-values'
import { valueThatCounts } from '@/lib/cors/simulator/header-line'
import { asciiLower, normalizedMethod, readHeaders } from '@/lib/cors/simulator/request-headers'

const UNREAD_PARTS = [
  'call',
  'options',
  'method',
  'headers',
  'mode',
  'credentials',
  'body',
  'client',
  'more',
] as const

/**
 * What a call gives, or may give, without being written out; `call` for one that the text cuts off, `body` for one
 * whose kind decides what type is sent with it, `client` for calls by something that is not read here, `more` for
 * calls behind the first.
 */
export type UnreadPart = (typeof UNREAD_PARTS)[number]

/** What makes a call: a function of the browser, a library, or a command. */
export type Client =
  | 'fetch'
  | 'XMLHttpRequest'
  | 'axios'
  | 'jQuery'
  | 'Angular'
  | 'AngularJS'
  | 'ky'
  | 'Apollo Client'
  | 'htmx'
  | 'HTML form'
  | 'EventSource'
  | 'sendBeacon'
  | 'WebSocket'
  | 'curl'
  | 'PowerShell'

/** What is known of a request that a page makes; header names in lower case. */
export interface RequestFacts {
  address?: string
  origin?: string
  method?: string
  headers: (readonly [name: string, value: string])[]
  withCredentials?: boolean
  /** The call is made with `mode: 'no-cors'`, so that no script may read its answer. */
  isNoCors?: boolean
  /** Left out where no call was read. */
  by?: Client
  /** Something in the call makes browsers send a preflight whatever its method and headers are. */
  forcesPreflight?: boolean
  /** Left out where all of it was read. */
  unread?: UnreadPart[]
}

/** What the reader of one kind of call finds in a text. */
export interface Found {
  facts: RequestFacts
  /** The calls of the kind that there are; the facts are the first one's. */
  calls: readonly Call[]
}

export function unreadOf(isUnread: Partial<Record<UnreadPart, boolean>>): Pick<RequestFacts, 'unread'> {
  const unread = UNREAD_PARTS.filter((part) => isUnread[part])
  return unread.length > 0 ? { unread } : {}
}

interface Setting {
  value?: string
  /** It is given, but not written out. */
  isUnread: boolean
}

export function settingOf(snippet: Snippet, options: Members, name: string): Setting {
  const given = memberNamed(snippet, options, name)
  if (given === undefined) return { isUnread: false }
  const value = literalOf(snippet, given)
  return { ...(value !== undefined && { value }), isUnread: value === undefined }
}

/** The method as it is sent; the usual one only where nothing unread could give another. */
export function methodOf(
  { value, isUnread }: Setting,
  { unread = [] }: Pick<RequestFacts, 'unread'>,
  usual: string,
): Pick<RequestFacts, 'method'> {
  const isOpen = isUnread || unread.includes('options') || unread.includes('call')
  if (value === undefined && isOpen) return {}
  return { method: normalizedMethod(value ?? usual) }
}

/** Whether a member that is true or false sends credentials; without one none are sent. */
export function credentialsFlag(snippet: Snippet, given: SyntaxNode | undefined) {
  const source = given ? sourceOf(snippet, bare(snippet, meaningOf(snippet, given))) : 'false'
  const isTrue = /^(true|!0)$/.test(source)
  const isUnread = !isTrue && !/^(false|!1)$/.test(source)
  return { fact: isUnread ? {} : { withCredentials: isTrue }, isUnread }
}

const isAbsolute = (address: string) => /^https?:\/\//i.test(address)

/** An address up to where it stops being plain text, as long as its host is plain. */
export function addressIn(snippet: Snippet, node: SyntaxNode | undefined): Pick<RequestFacts, 'address'> {
  if (!node) return {}
  const url = createdAs(snippet, meaningOf(snippet, node), /^URL$/)
  const { text, isWhole } = beginningOf(snippet, url ? url.parts[0] : node)
  const base = url?.parts[1] && literalOf(snippet, url.parts[1])
  if (base !== undefined && isWhole && URL.canParse(text, base)) return { address: new URL(text, base).href }
  const isRead = isAbsolute(text) && (isWhole || /^https?:\/\/[^/?#]+[/?#]/i.test(text))
  return isRead ? { address: text } : {}
}

/** "Copy as fetch" writes down the page it was called from. */
export function originIn({ pairs }: ScriptHeaders, referrer?: string): Pick<RequestFacts, 'origin'> {
  const named = (wanted: string) => pairs.find(([name]) => asciiLower(name) === wanted)?.[1]
  const written = named('origin') ?? referrer ?? named('referer')
  if (written === undefined || !isAbsolute(written) || !URL.canParse(written)) return {}
  return { origin: new URL(written).origin }
}

export const hasHeader = (headers: RequestFacts['headers'], name: string) =>
  headers.some(([each]) => each === name)

/** Browsers and their tools add these to a call; "Copy as fetch" writes them down as if the page had. */
const NOT_BY_PAGES = /^(cache-control|pragma|priority|user-agent)$/

/** Header names in lower case, each once, without those that browsers set. */
export function keptHeaders(pairs: ScriptHeaders['pairs'], isCopied = false): RequestFacts['headers'] {
  const headers = new Map<string, string>()
  for (const [rawName, value] of pairs) {
    const name = asciiLower(rawName.trim())
    const isDropped = readHeaders([[name, value]]).sent.length === 0 || (isCopied && NOT_BY_PAGES.test(name))
    if (!isDropped) headers.set(name, valueThatCounts(name, value))
  }
  return [...headers]
}
