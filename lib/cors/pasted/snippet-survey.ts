import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common'
import { parser } from '@lezer/javascript'
import { type Call, callOf } from '@/lib/cors/pasted/snippet-calls'
import { type Change, changesIn } from '@/lib/cors/pasted/snippet-changes'
import { codeIn } from '@/lib/cors/pasted/snippet-prose'
import { assigned, memberOf, type Source, sourceOf } from '@/lib/cors/pasted/snippet-tree'

/** A pasted text, parsed once, with what its readers look for in the order of the text. */
export interface Snippet extends Source {
  calls: Call[]
  /** Every `new …`. */
  creations: Call[]
  /** Where each name is given to something: variables, parameters, functions, imports. */
  declared: ReadonlyMap<string, SyntaxNode[]>
  /** What is done later to what a name holds. */
  changes: ReadonlyMap<string, Change[]>
  /** `a.b = c`. */
  settings: Setting[]
  /** The names of all members that the code looks at, as `axios.defaults` does. */
  memberNames: ReadonlySet<string>
}

interface Setting {
  object: SyntaxNode
  name: string
  value: SyntaxNode
}

/** With JSX a text in angle brackets is markup; without it `<T>value` is a type, and `<anonymous>` no tag. */
type Dialect = keyof typeof PARSERS

const PARSERS = {
  'ts jsx': parser.configure({ dialect: 'ts jsx' }),
  ts: parser.configure({ dialect: 'ts' }),
}

const KINDS = [
  'CallExpression',
  'NewExpression',
  'MemberExpression',
  'AssignmentExpression',
  'PostfixExpression',
  'UnaryExpression',
  'VariableDefinition',
] as const
type Kind = (typeof KINDS)[number]

/** Parses a text that need not be code, nor whole; no text is refused. */
export function snippetOf(text: string, dialect: Dialect): Snippet {
  const source = { text }
  const found = nodesOf(text, dialect)
  const calls = found.CallExpression.map((node) => callOf(source, node))
  return {
    text,
    calls,
    creations: found.NewExpression.map((node) => callOf(source, node)),
    declared: byName(source, found.VariableDefinition),
    changes: changesIn(source, {
      calls,
      assignments: found.AssignmentExpression,
      updates: [...found.PostfixExpression, ...found.UnaryExpression],
    }),
    settings: found.AssignmentExpression.flatMap((node) => settingIn(source, node)),
    memberNames: new Set(found.MemberExpression.map((node) => memberOf(source, node)?.name ?? '')),
  }
}

function nodesOf(text: string, dialect: Dialect): Record<Kind, SyntaxNode[]> {
  const found: Record<Kind, SyntaxNode[]> = {
    CallExpression: [],
    NewExpression: [],
    MemberExpression: [],
    AssignmentExpression: [],
    PostfixExpression: [],
    UnaryExpression: [],
    VariableDefinition: [],
  }
  const enter = (reached: SyntaxNodeRef) => {
    const kind = KINDS.find((each) => each === reached.name)
    if (kind) found[kind].push(reached.node)
  }
  PARSERS[dialect].parse(codeIn(text)).iterate({ enter })
  return found
}

function settingIn(source: Source, assignment: SyntaxNode): Setting[] {
  const { target, value } = assigned(assignment)
  const { object, name } = (target && memberOf(source, target)) ?? {}
  return object && name !== undefined && value ? [{ object, name, value }] : []
}

function byName(source: Source, definitions: readonly SyntaxNode[]): Map<string, SyntaxNode[]> {
  const named = new Map<string, SyntaxNode[]>()
  for (const definition of definitions) {
    const name = sourceOf(source, definition)
    const known = named.get(name) ?? []
    known.push(definition)
    named.set(name, known)
  }
  return named
}
