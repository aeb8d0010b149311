import { readCurl } from '@/lib/cors/pasted/read-curl'
import { readMarkup } from '@/lib/cors/pasted/read-markup'
import { readPowerShell } from '@/lib/cors/pasted/read-powershell'
import { readAngular } from '@/lib/cors/pasted/snippet-angular'
import { readApollo } from '@/lib/cors/pasted/snippet-apollo'
import { readAxios } from '@/lib/cors/pasted/snippet-axios'
import { type Found, type RequestFacts, unreadOf } from '@/lib/cors/pasted/snippet-facts'
import { readFetch } from '@/lib/cors/pasted/snippet-fetch'
import { readJQuery } from '@/lib/cors/pasted/snippet-jquery'
import { readKy } from '@/lib/cors/pasted/snippet-ky'
import { callsOtherClient, callsOtherFetch } from '@/lib/cors/pasted/snippet-other-clients'
import { readBeacon, readEventSource, readWebSocket } from '@/lib/cors/pasted/snippet-platform'
import { type Snippet, snippetOf } from '@/lib/cors/pasted/snippet-survey'
import { readXhr } from '@/lib/cors/pasted/snippet-xhr'

export type { RequestFacts, UnreadPart } from '@/lib/cors/pasted/snippet-facts'

/**
 * Reads a call in JavaScript or TypeScript (the browser's own ways, axios, ky, jQuery, Angular, Apollo Client, hooks),
 * what browsers copy as fetch, cURL or PowerShell, such commands written by hand, and what HTML sends by itself, as far
 * as it stands there in plain text; nothing is run. `null` for a text without such a call.
 */
export function readRequestSnippet(text: string): RequestFacts | null {
  const command = readCommand(text)
  const code = readPageCode(text)
  if (command === null) return code
  const isMore = command.count > 1 || code !== null
  const { unread = [], ...facts } = command.facts
  return { ...facts, ...unreadOf({ ...flagsOf(unread), more: isMore }) }
}

/** Markup sends by itself only where no script does it; a script beside htmx is another call. */
function readPageCode(text: string): RequestFacts | null {
  const code = readCode(text)
  const markup = text.includes('<') ? readMarkup(text) : null
  if (markup === null) return code
  if (code === null) return markup
  const isBoth = markup.by === 'htmx'
  const { unread = [], ...facts } = code
  return { ...facts, ...unreadOf({ ...flagsOf(unread), more: isBoth || unread.includes('more') }) }
}

const readCommand = (text: string) => readCurl(text) ?? readPowerShell(text)

function readCode(text: string): RequestFacts | null {
  const facts = factsIn(snippetOf(text, 'ts jsx'))
  if (isWell(facts) || !text.includes('<')) return facts
  // What looks like markup may be a type or a console's <anonymous>, and have swallowed the call.
  const other = factsIn(snippetOf(text, 'ts'))
  return isWell(other) ? other : (facts ?? other)
}

const isWell = (facts: RequestFacts | null) =>
  facts !== null && !facts.unread?.some((part) => part === 'call' || part === 'client')

const READERS: readonly ((snippet: Snippet) => Found | null)[] = [
  readXhr,
  readAxios,
  readFetch,
  readKy,
  readApollo,
  readJQuery,
  readAngular,
  readEventSource,
  readBeacon,
  readWebSocket,
]

function factsIn(snippet: Snippet): RequestFacts | null {
  const found = READERS.flatMap((read) => read(snippet) ?? [])
  const [first] = found
  const known = new Set(found.flatMap(({ calls }) => calls))
  const isByOthers = callsOtherFetch(snippet) || callsOtherClient(snippet, known)
  if (!first) return isByOthers ? { headers: [], unread: ['client'] } : null
  const { unread = [], ...facts } = first.facts
  // A creation without a call of it is still what was read.
  return { ...facts, ...unreadOf({ ...flagsOf(unread), client: isByOthers, more: known.size > 1 }) }
}

const flagsOf = (unread: NonNullable<RequestFacts['unread']>) =>
  Object.fromEntries(unread.map((part) => [part, true]))
