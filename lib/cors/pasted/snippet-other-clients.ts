import { type Call, isWindow } from '@/lib/cors/pasted/snippet-calls'
import { hidesItsCall } from '@/lib/cors/pasted/snippet-hooks'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { memberOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'

/** Whether the text calls a fetch that is not the browser's: `aws.fetch(…)`, `$fetch(…)`, `authFetch(…)`. */
export function callsOtherFetch(snippet: Snippet): boolean {
  return (
    isReplaced(snippet) ||
    snippet.calls.some(({ name = '', object }) =>
      object ? name === 'fetch' && !isWindow(snippet, object) : OTHER_FETCH.test(name),
    )
  )
}

const OTHER_FETCH =
  /^(\$fetch|ofetch|fetchEventSource|wretch|\w+Fetch|use(Axios|Http|Api)|fetchBaseQuery|graphqlRequest|createTRPC\w*|(http|httpBatch|httpBatchStream)Link|createUploadLink)$/

/** Clients that are made and not called. */
const OTHER_CREATED = /^(GraphQLClient|AwsClient|RelayNetwork|HttpClient)$/

/** `window.fetch = …`, or a method of XMLHttpRequest put in its place: what is called by that name is not the browser’s. */
function isReplaced(snippet: Snippet): boolean {
  return snippet.settings.some(({ object, name }) =>
    name === 'fetch'
      ? isWindow(snippet, object)
      : /^(open|send|setRequestHeader)$/.test(name) &&
        sourceOf(snippet, object) === 'XMLHttpRequest.prototype',
  )
}

const CLIENT = /^(\$?http|http_?client|api|client|ky|got|superagent|request|needle|undici)$/i
const VERB = /^(get|head|post|put|patch|delete|request)$/

/** Whether it calls what goes by the name of a client, beside the calls that are known. */
export function callsOtherClient(snippet: Snippet, known: ReadonlySet<Call>): boolean {
  const isClient = ({ object }: Call) =>
    object !== undefined && CLIENT.test(memberOf(snippet, object)?.name ?? sourceOf(snippet, object))
  const isMade = snippet.creations.some(({ name }) => OTHER_CREATED.test(name ?? ''))
  if (isMade || hidesItsCall(snippet)) return true
  return snippet.calls.some(
    (call) => !known.has(call) && VERB.test(call.name ?? '') && isClient(call) && call.parts.length > 0,
  )
}
