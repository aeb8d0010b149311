import type { AddPermissionInput } from '@/lib/permissions/permission-rules'
import { isPermission, isRemovableId } from '@/lib/permissions/permission-rules'
import type { Statement } from '@/lib/permissions/schema'
import {
  type ConditionTest,
  conditionTests,
  coversAction,
  isAuthTypeTest,
  isViaUrlTest,
  listOf,
} from '@/lib/permissions/statement-parts'
import { canonicalJson } from '@/lib/text/canonical-json'

const ACCOUNT = /^\d{12}$/

/**
 * The statement that AddPermission writes for these parameters, as recorded from AWS:
 * principal forms and condition keys (`AWS:SourceAccount`, `lambda:FunctionUrlAuthType`, …) in AWS's own spelling.
 */
export function statementOf(permission: AddPermissionInput, resourceArn: string): Statement {
  const stringEquals = compact({
    'AWS:SourceAccount': permission.SourceAccount,
    'lambda:FunctionUrlAuthType': permission.FunctionUrlAuthType,
    'aws:PrincipalOrgID': permission.PrincipalOrgID,
    'lambda:EventSourceToken': permission.EventSourceToken,
  })
  const condition = compact({
    StringEquals: stringEquals,
    ArnLike: compact({ 'AWS:SourceArn': permission.SourceArn }),
    Bool: compact({ 'lambda:InvokedViaFunctionUrl': permission.InvokedViaFunctionUrl?.toString() }),
  })
  return {
    Sid: permission.StatementId,
    Effect: 'Allow',
    Principal: principalOf(permission.Principal, resourceArn),
    Action: permission.Action,
    Resource: resourceArn,
    ...(condition ? { Condition: condition } : {}),
  }
}

function principalOf(principal: string, resourceArn: string): Statement['Principal'] {
  if (principal === '*') return '*'
  const partition = resourceArn.split(':')[1] ?? 'aws'
  if (ACCOUNT.test(principal)) return { AWS: `arn:${partition}:iam::${principal}:root` }
  if (principal.startsWith('arn:')) return { AWS: principal }
  return { Service: principal }
}

/** Drops absent members; nothing left is no object at all. */
function compact<T>(members: Record<string, T | undefined>): Record<string, T> | undefined {
  const present = Object.entries(members).filter((entry): entry is [string, T] => entry[1] !== undefined)
  return present.length > 0 ? Object.fromEntries(present) : undefined
}

/**
 * The AddPermission parameters that write exactly this statement again, or `undefined` where that API cannot
 * (Deny, several actions, other condition operators, no Sid …): the test of whether a removal can be undone.
 */
export function permissionOf(statement: Statement, resourceArn: string): AddPermissionInput | undefined {
  const text = (operator: string, key: string) => statement.Condition?.[operator]?.[key]
  const members = compact<unknown>({
    StatementId: statement.Sid,
    Action: statement.Action,
    Principal: principalText(statement.Principal),
    SourceArn: text('ArnLike', 'AWS:SourceArn'),
    SourceAccount: text('StringEquals', 'AWS:SourceAccount'),
    EventSourceToken: text('StringEquals', 'lambda:EventSourceToken'),
    PrincipalOrgID: text('StringEquals', 'aws:PrincipalOrgID'),
    FunctionUrlAuthType: text('StringEquals', 'lambda:FunctionUrlAuthType'),
    InvokedViaFunctionUrl: truthValue(text('Bool', 'lambda:InvokedViaFunctionUrl')),
  })
  if (!members || !isPermission(members)) return undefined
  return isSameStatement(statementOf(members, resourceArn), statement) ? members : undefined
}

const truthValue = (value: unknown) => (value === 'true' ? true : value === 'false' ? false : undefined)

function principalText(principal: unknown): string | undefined {
  if (typeof principal === 'string') return principal
  if (principal === null || typeof principal !== 'object') return undefined
  const values = Object.values(principal)
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : undefined
}

/** Equal to the letter but for the order of members. */
export function isSameStatement(a: Statement, b: Statement): boolean {
  return canonicalJson(a) === canonicalJson(b)
}

/** Grants the same, whatever the two are called. */
export function grantsTheSame(a: Statement, b: Statement): boolean {
  return isSameStatement(withoutSid(a), withoutSid(b))
}

function withoutSid({ Sid: _, ...rest }: Statement): Statement {
  return isEveryone(rest.Principal) ? { ...rest, Principal: '*' } : rest
}

/** `"*"` and `{"AWS": "*"}` (also as an entry of a list) both mean everyone (IAM user guide, "Principal"). */
export function isEveryone(principal: unknown): boolean {
  if (principal === '*') return true
  if (principal === null || typeof principal !== 'object' || !('AWS' in principal)) return false
  return listOf(principal.AWS).includes('*')
}

/** Whether RemovePermission can name this statement: it needs an id, of the characters which that API takes. */
export function isRemovable(statement: Statement): statement is Statement & { Sid: string } {
  return statement.Sid !== undefined && isRemovableId(statement.Sid)
}

/** Allows lambda:InvokeFunctionUrl, by name or by a wildcard: the kind of statement that opens a function URL. */
export function opensFunctionUrl(statement: Statement): boolean {
  return statement.Effect === 'Allow' && coversAction(statement, 'lambda:InvokeFunctionUrl')
}

const isViaFunctionUrl = (statement: Statement) => conditionTests(statement).some(isViaUrlTest)

/**
 * Without the function URL this statement allows nothing: each action is lambda:InvokeFunctionUrl, or
 * lambda:InvokeFunction under the condition InvokedViaFunctionUrl.
 */
export function servesOnlyFunctionUrl(statement: Statement): boolean {
  const actions = listOf(statement.Action)
  if (statement.Effect !== 'Allow' || actions.length === 0) return false
  return actions.every((name) => {
    const action = name.toLowerCase()
    if (action === 'lambda:invokefunctionurl') return true
    return action === 'lambda:invokefunction' && isViaFunctionUrl(statement)
  })
}

/** A test that an unsigned call to a function URL of auth type NONE meets. */
function isMetByPublicCall(test: ConditionTest): boolean {
  if (isViaUrlTest(test)) return true
  return isAuthTypeTest(test) && test.values.includes('NONE')
}

/** One of the two statements that let everyone call a URL of auth type NONE, and allow nothing else. */
export function isPublicUrlGrant(statement: Statement): boolean {
  return (
    servesOnlyFunctionUrl(statement) &&
    isEveryone(statement.Principal) &&
    conditionTests(statement).every(isMetByPublicCall)
  )
}

/** Lets anyone invoke the function directly, not only through its URL: the condition InvokedViaFunctionUrl is missing. */
export function opensDirectInvoke(statement: Statement): boolean {
  return (
    statement.Effect === 'Allow' &&
    isEveryone(statement.Principal) &&
    coversAction(statement, 'lambda:InvokeFunction') &&
    conditionTests(statement).length === 0
  )
}

/** Whether a Deny keeps everyone from a direct Invoke, but for those whom it spares by name. */
export function deniesDirectInvoke(statement: Statement): boolean {
  return (
    statement.Effect === 'Deny' &&
    (isEveryone(statement.Principal) || statement.NotPrincipal !== undefined) &&
    coversAction(statement, 'lambda:InvokeFunction') &&
    conditionTests(statement).length === 0
  )
}
