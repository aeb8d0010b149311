import type { SyntaxNode } from '@lezer/common'
import { type Call, createdAs } from '@/lib/cors/pasted/snippet-calls'
import { membersOf } from '@/lib/cors/pasted/snippet-members'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { bare, isClosed, isCutOff, partsOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { declaredValue, isName, isNothing, literalOf, meaningOf } from '@/lib/cors/pasted/snippet-values'

/** Headers as code gives them; not whole where others may stand beside them. */
export interface ScriptHeaders {
  pairs: [name: string, value: string][]
  isWhole: boolean
}

/** Reads headers that are given as an object, as a list of pairs or as `new Headers(…)`, and what is added later. */
export function scriptHeaders(snippet: Snippet, node: SyntaxNode | undefined): ScriptHeaders {
  if (!node) return { pairs: [], isWhole: true }
  const given = bare(snippet, node)
  if (!isName(given)) return givenIn(snippet, given)
  const name = sourceOf(snippet, given)
  const isOnIt = ({ object }: Call) => object !== undefined && sourceOf(snippet, object) === name
  return joined([
    // What is added to a name that is not declared here says nothing of what was there before.
    givenIn(snippet, declaredValue(snippet, name) ?? given),
    ...(snippet.changes.get(name) ?? []).map((change) => pairOf(snippet, change.name, change.value)),
    headersByCalls(snippet, /^(append|set)$/, isOnIt),
  ])
}

/** The headers that calls of these methods add, one a call. */
export function headersByCalls(
  snippet: Snippet,
  methods: RegExp,
  isMeant: (call: Call) => boolean,
): ScriptHeaders {
  return joined(
    snippet.calls
      .filter((call) => methods.test(call.name ?? '') && isMeant(call))
      .flatMap((call) => [
        { pairs: [], isWhole: call.isClosed && call.isWhole },
        pairIn(snippet, call.parts),
      ]),
  )
}

export function joined(all: readonly ScriptHeaders[]): ScriptHeaders {
  return { pairs: all.flatMap(({ pairs }) => pairs), isWhole: all.every(({ isWhole }) => isWhole) }
}

function givenIn(snippet: Snippet, node: SyntaxNode): ScriptHeaders {
  if (isNothing(snippet, node)) return { pairs: [], isWhole: true }
  const created = createdAs(snippet, node, /^(Axios)?Headers$/)
  if (!created) return listedIn(snippet, node)
  const [init] = created.parts
  return joined([
    { pairs: [], isWhole: created.isWhole },
    ...(init ? [listedIn(snippet, meaningOf(snippet, init))] : []),
  ])
}

function listedIn(snippet: Snippet, node: SyntaxNode): ScriptHeaders {
  const entries = entriesOf(node)
  if (entries)
    return joined([
      { pairs: [], isWhole: isClosed(node) || isCutOff(snippet, node) },
      ...entries.map((entry) => pairIn(snippet, entriesOf(bare(snippet, entry)) ?? [])),
    ])
  const { members, isWhole } = membersOf(snippet, node)
  const pairs = members.flatMap(({ name, value }): ScriptHeaders['pairs'] =>
    name === null ? [] : [[name, literalOf(snippet, value) ?? '']],
  )
  return { pairs, isWhole }
}

function entriesOf(node: SyntaxNode): SyntaxNode[] | undefined {
  if (node.name !== 'ArrayExpression') return undefined
  return partsOf(node).filter(({ name }) => !/^[[\],]$/.test(name))
}

function pairIn(snippet: Snippet, [name, value]: readonly SyntaxNode[]): ScriptHeaders {
  return pairOf(snippet, literalOf(snippet, name), value)
}

/** A header whose name is written out counts; its value may be left open. */
function pairOf(snippet: Snippet, name: string | undefined, value: SyntaxNode | undefined): ScriptHeaders {
  if (name === undefined) return { pairs: [], isWhole: false }
  return { pairs: [[name, literalOf(snippet, value) ?? '']], isWhole: true }
}
