import { type AddPermissionInput, isPermission, permissionProblem } from '@/lib/permissions/permission-rules'
import type { Statement } from '@/lib/permissions/schema'
import { shownValue } from '@/lib/permissions/shown-value'
import { type ConditionTest, conditionTests, isKey, listOf } from '@/lib/permissions/statement-parts'
import { quoted } from '@/lib/text/hostile-text'

/** What AddPermission is told about a statement, its id aside. */
export type PlainPermission = Omit<AddPermissionInput, 'StatementId'>

/** The AddPermission parameters that together allow what a statement allows, or why there are none. */
export type PlainPermissions = { permissions: PlainPermission[] } | { reason: string }

const KNOWN = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition']

/** The conditions that AddPermission writes (Lambda API reference, "AddPermission"; spelling as recorded from AWS). */
const CONDITIONS = [
  { member: 'SourceArn', operator: 'ArnLike', key: 'AWS:SourceArn' },
  { member: 'SourceAccount', operator: 'StringEquals', key: 'AWS:SourceAccount' },
  { member: 'EventSourceToken', operator: 'StringEquals', key: 'lambda:EventSourceToken' },
  { member: 'PrincipalOrgID', operator: 'StringEquals', key: 'aws:PrincipalOrgID' },
  { member: 'FunctionUrlAuthType', operator: 'StringEquals', key: 'lambda:FunctionUrlAuthType' },
  { member: 'InvokedViaFunctionUrl', operator: 'Bool', key: 'lambda:InvokedViaFunctionUrl' },
] as const

/**
 * An Allow statement with lists is one permission for each principal and action. `arn` is the qualifier's:
 * a statement about anything else is not AddPermission's.
 */
export function plainPermissionsOf(statement: Statement, arn: string): PlainPermissions {
  if (statement.Effect === 'Deny') return { reason: 'AddPermission writes no Deny.' }
  const strange = Object.keys(statement).find((name) => !KNOWN.includes(name))
  if (strange !== undefined) return { reason: `AddPermission knows no ${shownValue(quoted(strange))}.` }
  if (listOf(statement.Resource).join() !== arn)
    return {
      reason: 'AddPermission writes statements about this qualifier only, and it names another resource.',
    }
  const principals = principalsOf(statement.Principal)
  if (!principals) return { reason: 'AddPermission does not know its kind of principal.' }
  const conditions = conditionsOf(statement)
  if ('reason' in conditions) return conditions
  const wanted = listOf(statement.Action).flatMap((Action) =>
    principals.map((Principal) => ({ Action, Principal, ...conditions.members })),
  )
  return wanted.length > 0 ? accepted(wanted) : { reason: 'It names no action or no principal.' }
}

/** What may stand under each kind of principal, so that AddPermission reads the same kind out of the bare text. */
const PRINCIPALS: Record<string, RegExp> = {
  AWS: /^(\*$|\d{12}$|arn:)/,
  Service: /^(?!arn:)[^*]*\./,
}

/** Principals as AddPermission takes them: `*`, account ids, ARNs and services; `undefined` for all others. */
function principalsOf(principal: unknown): string[] | undefined {
  if (principal === '*') return ['*']
  if (typeof principal !== 'object' || principal === null || Array.isArray(principal)) return undefined
  const kinds = Object.entries(principal).map(([kind, values]) => ({
    form: PRINCIPALS[kind],
    values: listOf(values),
  }))
  if (!kinds.every(({ form, values }) => form && values.every((value) => form.test(value)))) return undefined
  return kinds.flatMap(({ values }) => values)
}

function conditionsOf(statement: Statement): { members: Record<string, unknown> } | { reason: string } {
  const members: Record<string, unknown> = {}
  for (const test of conditionTests(statement)) {
    const known = CONDITIONS.find(({ operator, key }) => operator === test.operator && isKey(test, key))
    const [value, ...others] = test.values
    if (!known || value === undefined || known.member in members) return { reason: unknownCondition(test) }
    if (others.length > 0)
      return { reason: `AddPermission takes one value for ${known.member}, and it has several.` }
    const isTruth = known.member === 'InvokedViaFunctionUrl'
    if (isTruth && !/^(true|false)$/i.test(value)) return { reason: unknownCondition(test) }
    members[known.member] = isTruth ? value.toLowerCase() === 'true' : value
  }
  return { members }
}

function unknownCondition({ operator, key }: ConditionTest): string {
  return `AddPermission cannot write its condition ${shownValue(quoted(operator))} on ${shownValue(quoted(key))}.`
}

/** AddPermission's own rules: all of them must hold for each part, or the statement cannot be written as a whole. */
function accepted(wanted: readonly Record<string, unknown>[]): PlainPermissions {
  const permissions: PlainPermission[] = []
  for (const members of wanted) {
    const named = { StatementId: 'id', ...members }
    if (!isPermission(named)) return { reason: `AddPermission would refuse it. ${permissionProblem(named)}` }
    const { StatementId: _, ...permission } = named
    permissions.push(permission)
  }
  return { permissions }
}
