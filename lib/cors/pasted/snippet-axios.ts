import type { SyntaxNode } from '@lezer/common'
import type { Call } from '@/lib/cors/pasted/snippet-calls'
import {
  addressIn,
  credentialsFlag,
  type Found,
  hasHeader,
  keptHeaders,
  methodOf,
  originIn,
  type RequestFacts,
  settingOf,
  unreadOf,
} from '@/lib/cors/pasted/snippet-facts'
import { joined, type ScriptHeaders, scriptHeaders } from '@/lib/cors/pasted/snippet-headers'
import {
  joinedMembers,
  type Members,
  memberNamed,
  membersOf,
  NO_MEMBERS,
} from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { memberOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { declaredValue, isName, isNothing, meaningOf } from '@/lib/cors/pasted/snippet-values'

/** Reads the first call of axios or of an instance of it. */
export function readAxios(snippet: Snippet): Found | null {
  const calls = snippet.calls.filter((call) => isAxios(snippet, call))
  const created = snippet.calls.find(isCreation)
  const call = calls[0] ? calledIn(snippet, calls[0], created) : created && createdIn(snippet, created)
  return call ? { facts: factsOf(snippet, call), count: calls.length } : null
}

const VERB = /^(get|head|post|put|patch|delete)$/

const isCreation = ({ name, object }: Call) => name === 'create' && object?.name === 'VariableName'

function isAxios(snippet: Snippet, { name = '', object }: Call): boolean {
  if (!object) return isInstance(snippet, name)
  return (VERB.test(name) || name === 'request') && isClient(snippet, lastName(snippet, object))
}

/** `axios` itself, or what the text makes of it. */
function isInstance(snippet: Snippet, name: string): boolean {
  const value = name === 'axios' ? undefined : declaredValue(snippet, name)
  return name === 'axios' || (value !== undefined && /^axios\s*\.\s*create\b/.test(sourceOf(snippet, value)))
}

/** Instances from elsewhere go by such names, in a text that speaks of axios. */
function isClient(snippet: Snippet, name: string): boolean {
  return isInstance(snippet, name) || (/axios/i.test(snippet.text) && /axios|^(api|client|http)$/i.test(name))
}

/** The last name in `this.services.api`. */
function lastName(snippet: Snippet, object: SyntaxNode): string {
  return memberOf(snippet, object)?.name ?? sourceOf(snippet, object)
}

interface AxiosCall {
  method?: string
  address?: SyntaxNode
  data?: SyntaxNode
  config: Members
  isClosed: boolean
}

function calledIn(snippet: Snippet, call: Call, created: Call | undefined): AxiosCall {
  const { name = '', object, parts, isClosed, isWhole } = call
  const method = object && VERB.test(name) ? name : undefined
  const takesData = method !== undefined && /^(post|put|patch)$/.test(method)
  const [first] = parts
  const isByAddress = method !== undefined || (first !== undefined && !object && !isConfig(snippet, first))
  const isOfInstance = sourceOf(snippet, object ?? call.node.firstChild ?? call.node) !== 'axios'
  const data = takesData ? parts[1] : undefined
  return {
    ...(method !== undefined && { method }),
    ...(isByAddress && first && { address: first }),
    ...(data && { data }),
    config: joinedMembers([
      { members: [], isWhole },
      isOfInstance ? membersOf(snippet, created?.parts[0]) : NO_MEMBERS,
      membersOf(snippet, parts[takesData ? 2 : isByAddress ? 1 : 0]),
    ]),
    isClosed,
  }
}

/** An instance under a name of its own is called where this does not look. */
function createdIn(snippet: Snippet, { parts: [config], isClosed }: Call): AxiosCall {
  return { config: { ...membersOf(snippet, config), isWhole: false }, isClosed }
}

/** A first argument that is no address; a name that is not declared may as well be a configuration. */
function isConfig(snippet: Snippet, argument: SyntaxNode): boolean {
  const meaning = meaningOf(snippet, argument)
  if (meaning.name === 'ObjectExpression') return true
  return isName(meaning) && !/ur[il]|address|path/i.test(sourceOf(snippet, meaning))
}

function factsOf(
  snippet: Snippet,
  { method: verb, address, data, config, isClosed }: AxiosCall,
): RequestFacts {
  const method = verb ? { value: verb, isUnread: false } : settingOf(snippet, config, 'method')
  const headers = joined([
    scriptHeaders(snippet, memberNamed(snippet, config, 'headers')),
    // Defaults hold for every call, under names of their own; interceptors may add what they like.
    { pairs: [], isWhole: !hasDefaultHeaders(snippet) && !snippet.memberNames.has('interceptors') },
  ])
  const credentials = credentialsFlag(
    snippet,
    memberNamed(snippet, config, 'withCredentials') ?? defaultCredentials(snippet),
  )
  const unread = unreadOf({
    call: !isClosed,
    options: !config.isWhole,
    method: method.isUnread,
    headers: !headers.isWhole,
    credentials: credentials.isUnread,
  })
  const value = method.value?.toUpperCase()
  return {
    ...addressIn(snippet, address ?? memberNamed(snippet, config, 'url')),
    ...originIn(headers),
    ...methodOf({ ...(value !== undefined && { value }), isUnread: method.isUnread }, unread, 'GET'),
    headers: withJsonType(snippet, headers, data ?? memberNamed(snippet, config, 'data')),
    ...credentials.fact,
    ...unread,
  }
}

const hasDefaultHeaders = ({ memberNames }: Snippet) =>
  memberNames.has('defaults') && memberNames.has('headers')

function defaultCredentials(snippet: Snippet): SyntaxNode | undefined {
  return snippet.settings.find(
    ({ object, name }) => name === 'withCredentials' && memberOf(snippet, object)?.name === 'defaults',
  )?.value
}

/** axios sends objects as JSON and says so. */
function withJsonType(
  snippet: Snippet,
  { pairs, isWhole }: ScriptHeaders,
  data: SyntaxNode | undefined,
): RequestFacts['headers'] {
  const headers = keptHeaders(pairs)
  const isJson = data && !isNothing(snippet, data) && isWhole && !hasHeader(headers, 'content-type')
  return isJson ? [...headers, ['content-type', 'application/json'] as const] : headers
}
