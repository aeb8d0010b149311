import { BOTH_ACTIONS, INVOKE, INVOKE_URL, type PolicyView } from '@/lib/access/access-facts'
import { ANY_SERVICE, type Caller, callerKey } from '@/lib/access/caller'
import { type NamedPrincipal, principalsOf } from '@/lib/permissions/principal-phrase'
import type { Statement } from '@/lib/permissions/schema'
import { shownValue } from '@/lib/permissions/shown-value'
import {
  type ConditionTest,
  conditionTests,
  coversAction,
  isForOtherAuthType,
  isKey,
  isViaUrlTest,
} from '@/lib/permissions/statement-parts'

/** A caller and how a sentence names it. */
export interface NamedCaller {
  caller: Caller
  /** "the account 111122223333" */
  phrase: string
}

/**
 * Everybody whom the policy lets call through the URL, or means to, each once: the principals of this account
 * first, since their identity policies may allow them without any statement.
 */
export function callersOf(view: PolicyView): NamedCaller[] {
  const own: NamedCaller = {
    caller: { kind: 'account', account: view.identity.account },
    phrase: `principals of this account (${view.identity.account})`,
  }
  const all = [
    own,
    ...view.statements.filter(isAboutUrl).flatMap(subjectsOf),
    ...view.statements.flatMap(namedInDeny),
  ]
  const keys = new Set<string>()
  return all.filter(({ caller }) => {
    const key = callerKey(caller)
    const isNew = !keys.has(key)
    keys.add(key)
    return isNew
  })
}

/** Principals of Allow statements about the URL of whom AWS does not document whether they can call one. */
export function unjudgedPrincipals(view: PolicyView): string[] {
  const all = view.statements.filter(isAboutUrl).flatMap(({ Principal }) => principalsOf(Principal))
  return [...new Set(all.filter(({ kind }) => kind === 'other').map(({ phrase }) => phrase))]
}

/** Grants of lambda:InvokeFunction alone are about direct calls, unless they say that the call comes through the URL. */
function isAboutUrl(statement: Statement): boolean {
  if (statement.Effect !== 'Allow') return false
  if (coversAction(statement, INVOKE_URL)) return true
  return coversAction(statement, INVOKE) && conditionTests(statement).some(isViaUrlTest)
}

/**
 * Whom a Deny names stands somewhere too: kept out, or the one who is not (IAM user guide, "NotPrincipal"), also by a
 * condition.
 */
function namedInDeny(statement: Statement): NamedCaller[] {
  if (statement.Effect !== 'Deny' || !BOTH_ACTIONS.some((action) => coversAction(statement, action)))
    return []
  const named = [statement.Principal, statement.NotPrincipal].flatMap(principalsOf).flatMap(callerOf)
  const spared = narrowed(conditionTests(statement).map(turned)).filter((one) => one !== EVERY_PRINCIPAL)
  return [...named, ...spared]
}

const TURNED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
}

/** What holds for those whom a test of a Deny spares. */
function turned(test: ConditionTest): ConditionTest {
  const isOfServices = isKey(test, 'aws:PrincipalIsAWSService') && test.values.join() === 'false'
  return isOfServices ? { ...test, values: ['true'] } : { ...test, operator: TURNED[test.operator] ?? '' }
}

function subjectsOf(statement: Statement): NamedCaller[] {
  // With NotPrincipal it may be about everybody else.
  if (statement.NotPrincipal !== undefined) return everyoneOf(statement)
  const principals = principalsOf(statement.Principal)
  return principals.flatMap((principal) =>
    principal.kind === 'everyone' ? everyoneOf(statement) : callerOf(principal),
  )
}

function callerOf({ kind, name, account, phrase }: NamedPrincipal): NamedCaller[] {
  if (kind === 'account' && account) return [{ caller: { kind, account }, phrase }]
  if (kind === 'identity' && account) return [{ caller: { kind, account, arn: name }, phrase }]
  if (kind === 'service') return [{ caller: { kind, service: name }, phrase }]
  return []
}

const EVERY_PRINCIPAL: NamedCaller = {
  caller: { kind: 'anyone-signed' },
  phrase: 'every principal of any AWS account',
}

/**
 * Everyone who signs, where the statement opens a URL with AWS_IAM to them. The second permission alone is no such
 * intent: it goes with whatever first permission others have, or is left over from auth type NONE.
 */
function everyoneOf(statement: Statement): NamedCaller[] {
  const callers = narrowed(conditionTests(statement))
  const isMeant = coversAction(statement, INVOKE_URL) && !isForOtherAuthType(statement, 'AWS_IAM')
  return isMeant ? callers : callers.filter((one) => one !== EVERY_PRINCIPAL)
}

const SERVICES: NamedCaller = {
  caller: { kind: 'service', service: ANY_SERVICE },
  phrase: 'AWS services',
}

/** "Everyone", as the conditions narrow it: an organization, services, accounts, single principals. */
function narrowed(tests: readonly ConditionTest[]): NamedCaller[] {
  const valuesOf = (key: string, operators: string[]) =>
    tests.find((test) => isKey(test, key) && operators.includes(test.operator) && test.values.length > 0)
      ?.values
  const services = valuesOf('aws:PrincipalServiceName', ['StringEquals'])
  if (services?.every((name) => !/[*?$]/.test(name)))
    return principalsOf({ Service: services }).flatMap(callerOf)
  if (valuesOf('aws:PrincipalIsAWSService', ['Bool'])?.includes('true')) return [SERVICES]
  const organizations = valuesOf('aws:PrincipalOrgID', ['StringEquals'])
  if (organizations)
    return organizations.map((organization) => ({
      caller: { kind: 'organization', organization },
      phrase: `principals of the organization ${shownValue(organization)}`,
    }))
  const names =
    valuesOf('aws:PrincipalAccount', ['StringEquals']) ??
    valuesOf('aws:PrincipalArn', ['StringEquals', 'ArnEquals', 'ArnLike'])
  const isPlain = names?.every((name) => !/[*?$]/.test(name))
  const named = names && isPlain ? principalsOf({ AWS: names }).map(callerOf) : []
  // A name that is not understood narrows nothing here.
  return named.length > 0 && named.every((callers) => callers.length > 0) ? named.flat() : [EVERY_PRINCIPAL]
}
