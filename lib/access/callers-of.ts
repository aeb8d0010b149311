import { INVOKE, INVOKE_URL, type PolicyView } from '@/lib/access/access-facts'
import { type Caller, callerKey } from '@/lib/access/caller'
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
  const all = [own, ...view.statements.filter(isAboutUrl).flatMap(subjectsOf)]
  const keys = new Set<string>()
  return all.filter(({ caller }) => {
    const key = callerKey(caller)
    const isNew = !keys.has(key)
    keys.add(key)
    return isNew
  })
}

/** Grants of lambda:InvokeFunction alone are about direct calls, unless they say that the call comes through the URL. */
function isAboutUrl(statement: Statement): boolean {
  if (statement.Effect !== 'Allow') return false
  if (coversAction(statement, INVOKE_URL)) return true
  return coversAction(statement, INVOKE) && conditionTests(statement).some(isViaUrlTest)
}

function subjectsOf(statement: Statement): NamedCaller[] {
  // With NotPrincipal nobody is named: it stays with whoever else is.
  const principals = statement.NotPrincipal === undefined ? principalsOf(statement.Principal) : []
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

/** "Everyone", as the conditions narrow it: an organization, accounts, single principals. */
function narrowed(tests: readonly ConditionTest[]): NamedCaller[] {
  const valuesOf = (key: string, operators: string[]) =>
    tests.find((test) => isKey(test, key) && operators.includes(test.operator))?.values
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
  return names && isPlain ? principalsOf({ AWS: names }).flatMap(callerOf) : [EVERY_PRINCIPAL]
}
