import type { SyntaxNode } from '@lezer/common'
import { type TypeOfBody, withBodyType } from '@/lib/cors/pasted/snippet-bodies'
import type { Call } from '@/lib/cors/pasted/snippet-calls'
import {
  addressIn,
  type Client,
  credentialsFlag,
  keptHeaders,
  methodOf,
  type RequestFacts,
  settingOf,
  unreadOf,
} from '@/lib/cors/pasted/snippet-facts'
import { joined, type ScriptHeaders, scriptHeaders } from '@/lib/cors/pasted/snippet-headers'
import { type Members, memberNamed } from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { memberOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'

/** A call of a library, told in the words that they have in common. */
export interface ClientCall {
  by: Client
  call: Call
  /** Where the method's own name tells it. */
  method?: string
  /** The member of the configuration that names the method otherwise. */
  methodMember?: string
  address?: SyntaxNode
  body?: SyntaxNode
  config: Members
  /** What is said of headers beside the configuration. */
  otherHeaders?: ScriptHeaders
  /** Whether credentials are sent, where the library has a way of its own. */
  credentials?: SyntaxNode
  typeOf: TypeOfBody
}

/** What a call of a library sends. */
export function factsOfClient(snippet: Snippet, asked: ClientCall): RequestFacts {
  const { by, call, config, otherHeaders, typeOf, body } = asked
  const method = asked.method
    ? { value: asked.method, isUnread: false }
    : settingOf(snippet, config, asked.methodMember ?? 'method')
  const headers = joined([
    scriptHeaders(snippet, memberNamed(snippet, config, 'headers')),
    ...(otherHeaders ? [otherHeaders] : []),
  ])
  const kept = keptHeaders(headers.pairs)
  const sent = withBodyType(snippet, kept, body, typeOf)
  const credentials = credentialsFlag(
    snippet,
    asked.credentials ?? memberNamed(snippet, config, 'withCredentials'),
  )
  const unread = unreadOf({
    call: !call.isClosed,
    options: !config.isWhole || !call.isWhole,
    method: method.isUnread,
    headers: !headers.isWhole,
    credentials: credentials.isUnread,
    body: sent.isUnread && headers.isWhole,
  })
  const value = method.value?.toUpperCase()
  return {
    by,
    ...addressIn(snippet, asked.address),
    ...methodOf({ ...(value !== undefined && { value }), isUnread: method.isUnread }, unread, 'GET'),
    headers: headers.isWhole ? sent.headers : kept,
    ...credentials.fact,
    ...unread,
  }
}

/** The last name in `this.services.http`. */
export function lastName(snippet: Snippet, object: SyntaxNode): string {
  return memberOf(snippet, object)?.name ?? sourceOf(snippet, object)
}
