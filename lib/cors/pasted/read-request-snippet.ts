import { readAxios } from '@/lib/cors/pasted/snippet-axios'
import { type RequestFacts, unreadOf } from '@/lib/cors/pasted/snippet-facts'
import { readFetch } from '@/lib/cors/pasted/snippet-fetch'
import { callsOtherClient, callsOtherFetch } from '@/lib/cors/pasted/snippet-other-clients'
import { type Snippet, snippetOf } from '@/lib/cors/pasted/snippet-survey'
import { readXhr } from '@/lib/cors/pasted/snippet-xhr'

export type { RequestFacts, UnreadPart } from '@/lib/cors/pasted/snippet-facts'

/**
 * Reads a call of `fetch`, `XMLHttpRequest` or axios in JavaScript or TypeScript, "Copy as fetch" of the browsers
 * included, as far as it stands there in plain text; nothing is run. `null` for a text without such a call.
 */
export function readRequestSnippet(text: string): RequestFacts | null {
  const facts = factsIn(snippetOf(text, 'ts jsx'))
  if (isWell(facts) || !text.includes('<')) return facts
  // What looks like markup may be a type or a console's <anonymous>, and have swallowed the call.
  const other = factsIn(snippetOf(text, 'ts'))
  return isWell(other) ? other : (facts ?? other)
}

const isWell = (facts: RequestFacts | null) =>
  facts !== null && !facts.unread?.some((part) => part === 'call' || part === 'client')

function factsIn(snippet: Snippet): RequestFacts | null {
  const found = [readXhr, readAxios, readFetch].flatMap((read) => read(snippet) ?? [])
  const [first] = found
  if (!first) return isByOthers(snippet) ? { headers: [], unread: ['client'] } : null
  const count = found.reduce((sum, each) => sum + each.count, 0)
  const { unread = [], ...facts } = first.facts
  const isUnread = Object.fromEntries(unread.map((part) => [part, true]))
  return { ...facts, ...unreadOf({ ...isUnread, client: callsOtherFetch(snippet), more: count > 1 }) }
}

const isByOthers = (snippet: Snippet) => callsOtherFetch(snippet) || callsOtherClient(snippet)
