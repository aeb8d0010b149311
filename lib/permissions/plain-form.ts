import type { Statement } from '@/lib/permissions/schema'
import { listOf } from '@/lib/permissions/statement-parts'

/**
 * One form for everything that IAM reads as the same: lists for single values, sorted, condition values as texts,
 * accounts as their root ARN (IAM user guide, "Grammar of the IAM JSON policy language" and "Principal"). For
 * comparing only.
 */
export function plainForm(statement: Statement): unknown {
  const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition, ...rest } = statement
  return {
    ...rest,
    ...sorted({ Action, NotAction, Resource, NotResource }),
    Principal: principal(Principal),
    NotPrincipal: principal(NotPrincipal),
    Condition: Condition && conditions(Condition),
  }
}

function sorted(members: Record<string, unknown>): Record<string, string[]> {
  const present = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present.map(([name, value]) => [name, listOf(value).sort()]))
}

function principal(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const kinds = Object.entries(value).map(([kind, names]): [string, string[]] => {
    const all = listOf(names).map((name) => (kind === 'AWS' ? accountOf(name) : name))
    return [kind, all.sort()]
  })
  return Object.fromEntries(kinds)
}

/** An account by its number or by the ARN of its root, in any partition. */
const accountOf = (name: string) => /^arn:[^:]*:iam::(\d{12}):root$/.exec(name)?.[1] ?? name

function conditions(condition: NonNullable<Statement['Condition']>): unknown {
  const operators = Object.entries(condition).map(([operator, keys]) => [operator, sorted(keys)])
  return Object.fromEntries(operators)
}
