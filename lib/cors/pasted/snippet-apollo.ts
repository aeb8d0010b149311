import type { Call } from '@/lib/cors/pasted/snippet-calls'
import { type ClientCall, factsOfClient } from '@/lib/cors/pasted/snippet-clients'
import type { Found, RequestFacts, UnreadPart } from '@/lib/cors/pasted/snippet-facts'
import { type Members, memberNamed, membersOf } from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { literalOf } from '@/lib/cors/pasted/snippet-values'

/**
 * Reads the links of Apollo Client: `new HttpLink(…)`, `createHttpLink(…)`, and a client with an address of its own.
 * They post JSON.
 */
export function readApollo(snippet: Snippet): Found | null {
  const links = [...snippet.creations, ...snippet.calls].filter(({ name }) => LINK.test(name ?? ''))
  const clients = snippet.creations.filter(
    ({ name, parts }) => name === 'ApolloClient' && memberNamed(snippet, membersOf(snippet, parts[0]), 'uri'),
  )
  const calls = links.length > 0 ? links : clients
  const [call] = calls
  return call ? { facts: factsOf(snippet, call), calls } : null
}

const LINK = /^(HttpLink|createHttpLink|BatchHttpLink)$/

/** Links in front of the last one, which may add what they like. */
const OTHER_LINKS = /\b(setContext|SetContextLink|ApolloLink|RetryLink|split|concat)\b/

function factsOf(snippet: Snippet, call: Call): RequestFacts {
  const config = membersOf(snippet, call.parts[0])
  const address = memberNamed(snippet, config, 'uri')
  const asked: ClientCall = {
    by: 'Apollo Client',
    call,
    method: 'POST',
    ...(address && { address }),
    config,
    otherHeaders: {
      pairs: [['content-type', 'application/json']],
      isWhole: !OTHER_LINKS.test(snippet.text) && memberNamed(snippet, config, 'fetch') === undefined,
    },
    typeOf: () => null,
  }
  return byGet(snippet, config, withCredentials(snippet, config, factsOfClient(snippet, asked)))
}

/** Queries in the address, mutations still as POST. */
function byGet(snippet: Snippet, config: Members, facts: RequestFacts): RequestFacts {
  if (memberNamed(snippet, config, 'useGETForQueries') === undefined) return facts
  const { method: _, ...rest } = facts
  return alsoUnread(rest, 'method')
}

/** It takes them as fetch does. */
function withCredentials(snippet: Snippet, config: Members, facts: RequestFacts): RequestFacts {
  const given = memberNamed(snippet, config, 'credentials')
  if (!given) return facts
  const value = literalOf(snippet, given)
  if (value !== undefined) return { ...facts, withCredentials: value === 'include' }
  const { withCredentials: _, ...rest } = facts
  return alsoUnread(rest, 'credentials')
}

const alsoUnread = (facts: RequestFacts, part: UnreadPart): RequestFacts => ({
  ...facts,
  unread: [...(facts.unread ?? []), part],
})
