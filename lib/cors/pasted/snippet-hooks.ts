import type { SyntaxNode } from '@lezer/common'
import type { Call } from '@/lib/cors/pasted/snippet-calls'
import { functionAt, isWithin } from '@/lib/cors/pasted/snippet-functions'
import { memberNamed, membersOf } from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { partsOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { isName, meaningOf } from '@/lib/cors/pasted/snippet-values'

/** Hooks that are given a key and what calls with it. */
const BY_KEY = /^useSWR(Immutable|Infinite|Mutation|Subscription)?$/
/** Hooks and functions that are given what calls. */
const BY_FUNCTION =
  /^(use(Suspense|Lazy)?(Infinite)?Quer(y|ies)|useMutation|queryOptions|mutationOptions|useAsync|useRequest|rxResource|resource)$/

/** What a hook calls with, or `undefined` where it is left to a provider that is not here. */
function callerIn(snippet: Snippet, { name = '', parts }: Call): SyntaxNode | undefined {
  if (BY_KEY.test(name)) return parts[1]
  const options = membersOf(snippet, parts[0])
  const member = ['queryFn', 'mutationFn', 'loader', 'stream']
    .map((each) => memberNamed(snippet, options, each))
    .find((each) => each !== undefined)
  return member ?? parts.find((part) => functionAt(snippet, part) !== undefined)
}

/** Whether a hook calls by a function that the text does not show. */
export function hidesItsCall(snippet: Snippet): boolean {
  return snippet.calls.some((call) => {
    const { name = '' } = call
    if (call.object || !(BY_KEY.test(name) || BY_FUNCTION.test(name))) return false
    const caller = callerIn(snippet, call)
    return !isFetch(snippet, caller) && functionAt(snippet, caller) === undefined
  })
}

/** `useSWR('https://…', fetch)`: the hooks that hand their key to fetch itself. */
export const hooksOnFetch = (snippet: Snippet): Call[] =>
  snippet.calls.filter(
    (call) => !call.object && BY_KEY.test(call.name ?? '') && isFetch(snippet, callerIn(snippet, call)),
  )

const isFetch = (snippet: Snippet, node: SyntaxNode | undefined) =>
  node !== undefined && /^(window\.|globalThis\.)?fetch$/.test(sourceOf(snippet, node))

/**
 * What a call within the fetcher of a hook is made with: the hook's key, where the call hands on the fetcher's own
 * first parameter, or all of them.
 */
export function keyOf(snippet: Snippet, call: Call): SyntaxNode | undefined {
  const hook = snippet.calls.find((other) => {
    const fetcher =
      !other.object && BY_KEY.test(other.name ?? '') ? functionAt(snippet, other.parts[1]) : undefined
    return fetcher !== undefined && isWithin(call.node, fetcher)
  })
  const fetcher = hook && functionAt(snippet, hook.parts[1])
  const [resource] = call.parts
  if (!fetcher) return undefined
  if (resource === undefined) return call.isWhole ? undefined : keyIn(snippet, hook)
  return isName(resource) && isFirstParameter(snippet, fetcher, sourceOf(snippet, resource))
    ? keyIn(snippet, hook)
    : undefined
}

/** A key in a list begins with the address. */
function keyIn(snippet: Snippet, { parts: [key] }: Call): SyntaxNode | undefined {
  const meaning = key && meaningOf(snippet, key)
  if (meaning?.name !== 'ArrayExpression') return key
  return partsOf(meaning).find(({ name }) => !/^[[\],]$/.test(name))
}

function isFirstParameter(snippet: Snippet, fetcher: SyntaxNode, name: string): boolean {
  const list = fetcher.getChild('ParamList')
  const [first] = list ? partsOf(list).filter((part) => !/^[(),]$/.test(part.name)) : []
  return new RegExp(`^\\[?\\s*${name}\\b`).test(first ? sourceOf(snippet, first) : '')
}
