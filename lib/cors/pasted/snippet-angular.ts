import type { SyntaxNode } from '@lezer/common'
import { typeByAngular, typeByAngularJs } from '@/lib/cors/pasted/snippet-bodies'
import { type Call, callOf } from '@/lib/cors/pasted/snippet-calls'
import { type ClientCall, factsOfClient, lastName } from '@/lib/cors/pasted/snippet-clients'
import type { Found } from '@/lib/cors/pasted/snippet-facts'
import { functionAt, resultOf } from '@/lib/cors/pasted/snippet-functions'
import { headersByCalls, joined, type ScriptHeaders, scriptHeaders } from '@/lib/cors/pasted/snippet-headers'
import { type Members, memberNamed, membersOf } from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { bare, partsOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { declaredValue, isName, literalOf, meaningOf } from '@/lib/cors/pasted/snippet-values'

/** Reads the first call of Angular's HttpClient, or of AngularJS's `$http`. */
export function readAngular(snippet: Snippet): Found | null {
  const calls = snippet.calls.filter((call) => isHttp(snippet, call) || isResource(snippet, call))
  const [call] = calls
  if (!call) return null
  const asked = isResource(snippet, call) ? askedByResource(snippet, call) : askedBy(snippet, call)
  return { facts: factsOfClient(snippet, asked), calls }
}

/** `httpResource(() => …)`, and `httpResource.text(…)` with its like. */
function isResource(snippet: Snippet, { name = '', object, parts }: Call): boolean {
  const owner = object ? sourceOf(snippet, object) : name
  return owner === 'httpResource' && parts.length > 0
}

/** It is given an address, or a request with a member for each part; a GET unless that says otherwise. */
function askedByResource(snippet: Snippet, call: Call): ClientCall {
  const made = functionAt(snippet, call.parts[0])
  const given = made ? resultOf(snippet, made) : call.parts[0]
  const meaning = given && meaningOf(snippet, given)
  const isAddress = meaning !== undefined && /^(String|TemplateString|BinaryExpression)$/.test(meaning.name)
  const config: Members = isAddress
    ? { members: [], isWhole: true }
    : given
      ? membersOf(snippet, given)
      : { members: [], isWhole: false }
  const address = isAddress ? given : memberNamed(snippet, config, 'url')
  const body = memberNamed(snippet, config, 'body')
  return {
    by: 'Angular',
    call,
    ...(address && { address }),
    ...(body && { body }),
    config,
    otherHeaders: { pairs: [], isWhole: !isIntercepted(snippet) },
    typeOf: typeByAngular,
  }
}

const VERB = /^(get|head|post|put|patch|delete|options)$/

function isHttp(snippet: Snippet, { name = '', object, parts }: Call): boolean {
  if (!object) return name === '$http' && parts.length > 0
  if (!(VERB.test(name) || name === 'request') || parts.length === 0) return false
  const client = lastName(snippet, object)
  if (client === '$http') return true
  // Other clients go by such names too.
  const isAngular = sourceOf(snippet, object) !== client || ANGULAR.test(snippet.text)
  return isAngular && /^_?(http|httpClient)$/.test(client) && !/axios/i.test(snippet.text)
}

const ANGULAR =
  /\b(HttpClient|HttpHeaders|HttpParams|Observable|@angular|@Injectable)\b|\.(subscribe|pipe)\s*\(/

function askedBy(snippet: Snippet, call: Call): ClientCall {
  const { name = '', object, parts } = call
  const isJs = !object || lastName(snippet, object) === '$http'
  const isVerb = object !== undefined && VERB.test(name)
  const takesBody = isVerb && /^(post|put|patch)$/.test(name)
  const isByConfig = !object
  const at = isByConfig ? 0 : isVerb ? (takesBody ? 2 : 1) : 2
  const config = membersOf(snippet, parts[at])
  const address = isByConfig ? memberNamed(snippet, config, 'url') : isVerb ? parts[0] : parts[1]
  const body = takesBody ? parts[1] : memberNamed(snippet, config, isJs ? 'data' : 'body')
  const method = isVerb ? name : isByConfig ? undefined : literalOf(snippet, parts[0])
  const given = memberNamed(snippet, config, 'headers')
  const chained = given && chainedHeaders(snippet, given)
  return {
    by: isJs ? 'AngularJS' : 'Angular',
    call,
    ...(method !== undefined && { method }),
    ...(address && { address }),
    ...(body && { body }),
    config: chained
      ? { ...config, members: config.members.filter(({ name: member }) => member !== 'headers') }
      : config,
    otherHeaders: joined([
      chained ?? { pairs: [], isWhole: true },
      { pairs: [], isWhole: !isIntercepted(snippet) },
    ]),
    typeOf: isJs ? typeByAngularJs : typeByAngular,
  }
}

/** Interceptors add headers to every call; that there are none elsewhere the text cannot show. */
const isIntercepted = ({ text }: Snippet) =>
  /\b(HttpInterceptor(Fn)?|withInterceptors|HTTP_INTERCEPTORS|setHeaders|\$httpProvider)\b/.test(text)

/** `new HttpHeaders({ … }).set('X-A', '1')`: each call gives new headers. */
function chainedHeaders(snippet: Snippet, node: SyntaxNode): ScriptHeaders | undefined {
  const given = bare(snippet, node)
  const value = isName(given) ? declaredValue(snippet, sourceOf(snippet, given)) : given
  if (!value || !/\bHttpHeaders\b/.test(sourceOf(snippet, value))) return undefined
  const own = headersByCalls(
    snippet,
    /^(set|append)$/,
    ({ node: call }) => call.from >= value.from && call.to <= value.to,
  )
  const created = creationIn(snippet, value)
  return joined([own, created ? scriptHeaders(snippet, created) : { pairs: [], isWhole: true }])
}

/** What `new HttpHeaders(…)` begins with. */
function creationIn(snippet: Snippet, node: SyntaxNode): SyntaxNode | undefined {
  let inner: SyntaxNode | null = node
  while (inner && inner.name !== 'NewExpression') inner = partsOf(inner)[0] ?? null
  return inner ? callOf(snippet, inner).parts[0] : undefined
}
