import type { SyntaxNode } from '@lezer/common'
import { type TypeOfBody, typeByBrowser } from '@/lib/cors/pasted/snippet-bodies'
import type { Call } from '@/lib/cors/pasted/snippet-calls'
import { type ClientCall, factsOfClient } from '@/lib/cors/pasted/snippet-clients'
import type { Found } from '@/lib/cors/pasted/snippet-facts'
import { joinedMembers, memberNamed, membersOf, NO_MEMBERS } from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { declaredValue, literalOf } from '@/lib/cors/pasted/snippet-values'

/** Reads the first call of ky, or of an instance of it. */
export function readKy(snippet: Snippet): Found | null {
  const calls = snippet.calls.filter((call) => isKy(snippet, call))
  const [call] = calls
  return call ? { facts: factsOfKy(snippet, call), calls } : null
}

const VERB = /^(get|head|post|put|patch|delete)$/

const CREATED = /^ky\s*\.\s*(create|extend)\b/

function isKy(snippet: Snippet, { name = '', object }: Call): boolean {
  if (!object) return isInstance(snippet, name)
  return VERB.test(name) && isInstance(snippet, sourceOf(snippet, object))
}

function isInstance(snippet: Snippet, name: string): boolean {
  if (name === 'ky' || CREATED.test(name)) return true
  const value = declaredValue(snippet, name)
  return value !== undefined && CREATED.test(sourceOf(snippet, value))
}

function factsOfKy(snippet: Snippet, call: Call) {
  const { name = '', object, parts } = call
  const created = snippet.calls.find((other) => /^(create|extend)$/.test(other.name ?? '') && other.object)
  const isOfInstance = sourceOf(snippet, object ?? call.node.firstChild ?? call.node) !== 'ky'
  const config = joinedMembers([
    isOfInstance ? membersOf(snippet, created?.parts[0]) : NO_MEMBERS,
    membersOf(snippet, parts[1]),
  ])
  const json = memberNamed(snippet, config, 'json')
  const body = json ?? memberNamed(snippet, config, 'body')
  const credentials = memberNamed(snippet, config, 'credentials')
  // Hooks add headers before each call.
  const isHooked = memberNamed(snippet, config, 'hooks') !== undefined
  const asked: ClientCall = {
    by: 'ky',
    call,
    ...(object && { method: name }),
    ...(parts[0] && { address: parts[0] }),
    ...(body && { body }),
    config,
    otherHeaders: { pairs: [], isWhole: !isHooked },
    typeOf: json ? asJson : typeByBrowser,
  }
  return withCredentialsOf(snippet, factsOfClient(snippet, asked), credentials)
}

const asJson: TypeOfBody = () => 'application/json'

/** ky takes them as fetch does. */
function withCredentialsOf(
  snippet: Snippet,
  facts: ReturnType<typeof factsOfClient>,
  credentials: SyntaxNode | undefined,
) {
  const value = credentials && literalOf(snippet, credentials)
  if (credentials === undefined) return facts
  if (value !== undefined) return { ...facts, withCredentials: value === 'include' }
  const { withCredentials: _, ...rest } = facts
  return { ...rest, unread: [...(facts.unread ?? []), 'credentials' as const] }
}
