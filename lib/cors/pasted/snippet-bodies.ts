import type { SyntaxNode } from '@lezer/common'
import { type Call, createdAs } from '@/lib/cors/pasted/snippet-calls'
import { hasHeader, type RequestFacts } from '@/lib/cors/pasted/snippet-facts'
import { memberNamed, membersOf } from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { bare, memberOf, partsOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { declaredValue, isName, isNothing, literalOf, meaningOf } from '@/lib/cors/pasted/snippet-values'

/** What a call sends, as far as the text shows it; `blob` sends the type that it was made with. */
type BodyKind = 'none' | 'text' | 'form' | 'multipart' | 'blob' | 'bytes' | 'object' | 'stream' | 'unknown'

interface Body {
  kind: BodyKind
  /** Of a blob: its own type, an empty text for one without; left out where it could not be read. */
  type?: string
}

/** What stands in the place of a body. */
export function bodyOf(snippet: Snippet, node: SyntaxNode | undefined): Body {
  if (!node || isNothing(snippet, node)) return { kind: 'none' }
  const given = bare(snippet, node)
  // What is appended to a form later does not change that it is one.
  const named = isName(given) ? declaredValue(snippet, sourceOf(snippet, given)) : undefined
  const meaning = named ?? meaningOf(snippet, given)
  return bodyOfCreated(snippet, meaning) ?? { kind: kindOf(snippet, meaning) }
}

const CREATED: readonly (readonly [RegExp, BodyKind])[] = [
  [/^FormData$/, 'multipart'],
  [/^(URLSearchParams|HttpParams)$/, 'form'],
  [/^(Blob|File)$/, 'blob'],
  [/^(ArrayBuffer|DataView|\w+Array)$/, 'bytes'],
  [/^(ReadableStream|TransformStream)$/, 'stream'],
]

function bodyOfCreated(snippet: Snippet, node: SyntaxNode): Body | undefined {
  for (const [names, kind] of CREATED) {
    const created = createdAs(snippet, node, names)
    if (created) return kind === 'blob' ? blobOf(snippet, created) : { kind }
  }
  return undefined
}

function blobOf(snippet: Snippet, { name, parts }: Call): Body {
  const bag = membersOf(snippet, parts[name === 'File' ? 2 : 1])
  const type = memberNamed(snippet, bag, 'type')
  const value = type ? literalOf(snippet, type) : bag.isWhole ? '' : undefined
  return { kind: 'blob', ...(value !== undefined && { type: value }) }
}

const LITERALS: Record<string, BodyKind> = {
  String: 'text',
  TemplateString: 'text',
  ObjectExpression: 'object',
  ArrayExpression: 'object',
}

function kindOf(snippet: Snippet, node: SyntaxNode): BodyKind {
  const known = LITERALS[node.name]
  if (known) return known
  if (node.name === 'CallExpression') return isTextCall(snippet, node) ? 'text' : 'unknown'
  if (node.name !== 'BinaryExpression') return 'unknown'
  return sourceOf(snippet, partsOf(node)[1] ?? node) === '+' ? 'text' : 'unknown'
}

/** `JSON.stringify(…)` and what else always gives a text. */
function isTextCall(snippet: Snippet, node: SyntaxNode): boolean {
  const [called] = partsOf(node)
  if (!called) return false
  const source = sourceOf(snippet, called)
  return (
    /^(JSON\.stringify|String|btoa|\$\.param|jQuery\.param|qs\.stringify)$/.test(source) ||
    memberOf(snippet, called)?.name === 'toString'
  )
}

/** The Content-Type that a client gives a body; `null` where it gives none, `undefined` where that is not told. */
export type TypeOfBody = (body: Body) => string | null | undefined

const URL_ENCODED = 'application/x-www-form-urlencoded'
const PLAIN: TypeOfBody = ({ kind, type }) => {
  if (kind === 'blob') return type === '' ? null : type
  if (kind === 'unknown') return undefined
  return {
    none: null,
    text: 'text/plain;charset=UTF-8',
    form: `${URL_ENCODED};charset=UTF-8`,
    multipart: 'multipart/form-data',
    bytes: null,
    object: 'text/plain;charset=UTF-8',
    stream: null,
  }[kind]
}

/** Fetch §5.2, "extract a body"; XMLHttpRequest and sendBeacon do the same. */
export const typeByBrowser: TypeOfBody = PLAIN

/**
 * axios 1.x, `transformRequest` and `dispatchRequest`: objects are JSON; POST, PUT and PATCH are said to be a form
 * unless something else is known, texts and files too; the others leave it to the browser.
 */
export const typeByAxios =
  (method: string | undefined): TypeOfBody =>
  (body) => {
    if (body.kind === 'object') return 'application/json'
    if (['none', 'multipart', 'form', 'unknown'].includes(body.kind)) return PLAIN(body)
    if (method === undefined) return undefined
    return /^(post|put|patch)$/i.test(method) ? URL_ENCODED : PLAIN(body)
  }

/** Angular, `HttpRequest.detectContentTypeHeader`. */
export const typeByAngular: TypeOfBody = (body) => {
  if (body.kind === 'object') return 'application/json'
  return body.kind === 'text' ? 'text/plain' : PLAIN(body)
}

/** AngularJS, `$httpProvider.defaults`: whatever is no form or file is JSON. */
export const typeByAngularJs: TypeOfBody = (body) =>
  body.kind === 'object' || body.kind === 'text' ? 'application/json;charset=utf-8' : PLAIN(body)

/** Headers with the type that the client adds for the body, and whether that could be told. */
export function withBodyType(
  snippet: Snippet,
  headers: RequestFacts['headers'],
  node: SyntaxNode | undefined,
  typeOf: TypeOfBody,
): { headers: RequestFacts['headers']; isUnread: boolean } {
  if (hasHeader(headers, 'content-type')) return { headers, isUnread: false }
  const type = typeOf(bodyOf(snippet, node))
  if (type === undefined) return { headers, isUnread: true }
  return { headers: type === null ? headers : [...headers, ['content-type', type] as const], isUnread: false }
}
