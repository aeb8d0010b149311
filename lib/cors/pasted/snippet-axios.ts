import type { SyntaxNode } from '@lezer/common'
import { typeByAxios, withBodyType } from '@/lib/cors/pasted/snippet-bodies'
import type { Call } from '@/lib/cors/pasted/snippet-calls'
import {
  addressIn,
  credentialsFlag,
  type Found,
  keptHeaders,
  methodOf,
  originIn,
  type RequestFacts,
  settingOf,
  unreadOf,
} from '@/lib/cors/pasted/snippet-facts'
import { headersByCalls, joined, type ScriptHeaders, scriptHeaders } from '@/lib/cors/pasted/snippet-headers'
import {
  joinedMembers,
  type Members,
  memberNamed,
  membersOf,
  NO_MEMBERS,
} from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { memberOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { beginningOf, declaredValue, isName, literalOf, meaningOf } from '@/lib/cors/pasted/snippet-values'

/** Reads the first call of axios or of an instance of it. */
export function readAxios(snippet: Snippet): Found | null {
  const calls = snippet.calls.filter((call) => isAxios(snippet, call))
  const created = snippet.calls.find((call) => isCreation(snippet, call))
  const call = calls[0] ? calledIn(snippet, calls[0], created) : created && createdIn(snippet, created)
  return call ? { facts: factsOf(snippet, call), calls } : null
}

const VERB = /^(get|head|post|put|patch|delete)$/

const isCreation = (snippet: Snippet, { name, object }: Call) =>
  name === 'create' && object?.name === 'VariableName' && /axios/i.test(sourceOf(snippet, object))

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
    headersForAll(snippet),
    ...(memberNamed(snippet, config, 'auth') ? [BASIC] : []),
  ])
  const sent = withBodyType(
    snippet,
    keptHeaders(headers.pairs),
    data ?? memberNamed(snippet, config, 'data'),
    typeByAxios(method.value),
  )
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
    body: sent.isUnread && headers.isWhole,
  })
  const value = method.value?.toUpperCase()
  return {
    by: 'axios',
    ...addressOf(snippet, address ?? memberNamed(snippet, config, 'url'), config),
    ...originIn(headers),
    ...methodOf({ ...(value !== undefined && { value }), isUnread: method.isUnread }, unread, 'GET'),
    headers: headers.isWhole ? sent.headers : keptHeaders(headers.pairs),
    ...credentials.fact,
    ...(memberNamed(snippet, config, 'onUploadProgress') && { forcesPreflight: true }),
    ...unread,
  }
}

/** `auth: { username, password }` becomes a header. */
const BASIC: ScriptHeaders = { pairs: [['authorization', 'Basic']], isWhole: true }

/** What defaults and interceptors write here into the headers of every call; elsewhere they may add more. */
function headersForAll(snippet: Snippet): ScriptHeaders {
  const hasDefaults = snippet.memberNames.has('defaults') && snippet.memberNames.has('headers')
  const isIntercepted = snippet.memberNames.has('interceptors')
  if (!hasDefaults && !isIntercepted) return { pairs: [], isWhole: true }
  const pairs = snippet.settings.flatMap(({ object, name, value }): ScriptHeaders['pairs'] =>
    /\bheaders\b/.test(sourceOf(snippet, object)) && name !== 'common'
      ? [[name, literalOf(snippet, value) ?? '']]
      : [],
  )
  const set = headersByCalls(
    snippet,
    /^(set|append)$/,
    ({ object }) => object !== undefined && /\.headers$/.test(sourceOf(snippet, object)),
  )
  return { pairs: [...pairs, ...set.pairs], isWhole: false }
}

/** axios puts `baseURL` in front of an address without a host. */
function addressOf(snippet: Snippet, node: SyntaxNode | undefined, config: Members) {
  const own = addressIn(snippet, node)
  const base = literalOf(snippet, memberNamed(snippet, config, 'baseURL'))
  if (own.address !== undefined || base === undefined || !/^https?:\/\//i.test(base)) return own
  const { text } = beginningOf(snippet, node)
  return { address: `${base.replace(/\/+$/, '')}/${text.replace(/^\/+/, '')}` }
}

function defaultCredentials(snippet: Snippet): SyntaxNode | undefined {
  return snippet.settings.find(
    ({ object, name }) => name === 'withCredentials' && memberOf(snippet, object)?.name === 'defaults',
  )?.value
}
