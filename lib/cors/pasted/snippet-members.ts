import type { SyntaxNode } from '@lezer/common'
import type { Snippet } from '@/lib/cors/pasted/snippet-survey'
import { isClosed, isCutOff, partsOf, sourceOf } from '@/lib/cors/pasted/snippet-tree'
import { isNothing, literalOf, meaningOf } from '@/lib/cors/pasted/snippet-values'

/** One member of an object that is written out; `name` is `null` where the text does not tell it. */
interface Member {
  name: string | null
  /** Of a method or of what cannot be read the member itself, which means nothing. */
  value: SyntaxNode
  /** Its name stands in quotes. */
  isQuoted: boolean
}

/** The members that could be read; not whole where others may stand beside them. */
export interface Members {
  members: Member[]
  isWhole: boolean
}

export const NO_MEMBERS: Members = { members: [], isWhole: true }

/** More than anybody spreads into one object, and deeper: an object may be spread into itself, many times. */
const MAX_SPREADS = 8
const MAX_DEPTH = 2

/** The members of an object at its own level, those of objects spread into it included. */
export function membersOf(snippet: Snippet, node: SyntaxNode | undefined, depth = 0): Members {
  if (!node) return NO_MEMBERS
  const object = meaningOf(snippet, node)
  if (object.name !== 'ObjectExpression' || depth > MAX_DEPTH)
    return { members: [], isWhole: isNothing(snippet, object) }
  let spreads = 0
  const read = object.getChildren('Property').map((property): Members => {
    const [first, spread] = partsOf(property)
    if (first?.name !== 'Spread') return asMembers(memberOf(snippet, property))
    spreads += 1
    return spread && spreads <= MAX_SPREADS
      ? membersOf(snippet, spread, depth + 1)
      : { members: [], isWhole: false }
  })
  // Where the text ends, the call ends with it: that is said of the call.
  const isEnded = isClosed(object) || isCutOff(snippet, object)
  return joinedMembers([{ members: [], isWhole: isEnded }, ...read])
}

export function joinedMembers(all: readonly Members[]): Members {
  return { members: all.flatMap(({ members }) => members), isWhole: all.every(({ isWhole }) => isWhole) }
}

const asMembers = (member: Member): Members => ({ members: [member], isWhole: member.name !== null })

function memberOf(snippet: Snippet, property: SyntaxNode): Member {
  const parts = partsOf(property)
  const colon = parts.findIndex(({ name }) => name === ':')
  const isMethod = property.getChild('ParamList') !== null
  const isComputed = parts[0]?.name === '['
  const key = isComputed
    ? parts[1]
    : parts.findLast(({ name }, at) => isKey(name) && (colon < 0 || at < colon))
  const value = isMethod ? property : colon < 0 ? key : parts[colon + 1]
  return {
    name: key ? memberName(snippet, key, isComputed) : null,
    value: value ?? property,
    isQuoted: key?.name === 'String',
  }
}

const isKey = (name: string) => /^(PropertyDefinition|String|Number)$/.test(name)

function memberName(snippet: Snippet, key: SyntaxNode, isComputed: boolean): string | null {
  if (isComputed || key.name === 'String') return literalOf(snippet, key) ?? null
  return sourceOf(snippet, key)
}

/** A member, the last of that name, where it is given. */
export function memberNamed(snippet: Snippet, { members }: Members, name: string): SyntaxNode | undefined {
  const value = members.findLast((member) => member.name === name)?.value
  return value === undefined || isNothing(snippet, value) ? undefined : value
}
