import type { InvokeAction } from '@/lib/access/access-facts'
import type { Caller } from '@/lib/access/caller'
import { conditionHolds } from '@/lib/access/condition-holds'
import { isUndocumented, possibilitiesOf, type Question } from '@/lib/access/request-keys'
import { every, not, some, type Trilean, trilean } from '@/lib/access/trilean'
import { functionArn } from '@/lib/identity/arn'
import { type NamedPrincipal, principalsOf } from '@/lib/permissions/principal-phrase'
import type { Statement } from '@/lib/permissions/schema'
import {
  type ConditionTest,
  conditionTests,
  coversAction,
  listOf,
  matchesPattern,
} from '@/lib/permissions/statement-parts'

/** Whether a statement speaks about this caller and action, and what that depends on where it does. */
export interface StatementMatch {
  answer: Trilean
  dependsOn: ConditionTest[]
  /** What leaves it open though no request decides it, each a sentence. */
  unsure: string[]
}

/** Principal, action, resource and condition: all four must match (IAM user guide, "Policy evaluation logic"). */
export function matchStatement(statement: Statement, question: Question): StatementMatch {
  const tests = conditionTests(statement).map((test) => ({
    test,
    answer: conditionHolds(test, possibilitiesOf(test.key, question)),
  }))
  const principal = principalMatches(statement, question.caller)
  const resource = resourceMatches(statement, functionArn(question.view.identity))
  const answer = every([
    principal,
    trilean(coversAction(statement, question.action)),
    resource,
    ...tests.map((one) => one.answer),
  ])
  const open = tests.filter((one) => one.answer === 'depends').map(({ test }) => test)
  if (answer !== 'depends') return { answer, dependsOn: [], unsure: [] }
  return {
    answer,
    dependsOn: open.filter(({ key }) => !isUndocumented(key, question.action)),
    unsure: [
      principal === 'depends' && UNSURE_PRINCIPAL,
      resource === 'depends' && 'Which resource it means is not certain.',
      ...open
        .filter(({ key }) => isUndocumented(key, question.action))
        .map(({ key }) => undocumented(key, question.action)),
    ].filter((text) => typeof text === 'string'),
  }
}

const UNSURE_PRINCIPAL = 'AWS does not document what such a principal means here.'
const undocumented = (key: string, action: InvokeAction) =>
  `AWS does not document the condition key ${key} for ${action}: it may be absent there.`

/**
 * AWS documents NotPrincipal with Deny only, and asks there for the account beside each identity (IAM user guide,
 * "NotPrincipal"): anything else is not claimed.
 */
function principalMatches({ Effect, Principal, NotPrincipal }: Statement, caller: Caller): Trilean {
  if (Principal !== undefined && NotPrincipal !== undefined) return 'depends'
  if (NotPrincipal === undefined) return isNamed(principalsOf(Principal), caller)
  const excepted = principalsOf(NotPrincipal)
  const isExcepted = some(excepted.map((principal) => isExceptedBy(principal, caller)))
  if (Effect === 'Allow') return isExcepted === 'yes' ? 'no' : 'depends'
  const isWithAccount =
    caller.kind !== 'identity' ||
    excepted.some(
      ({ kind, account }) => kind === 'everyone' || (kind === 'account' && account === caller.account),
    )
  return isExcepted === 'yes' && !isWithAccount ? 'depends' : not(isExcepted)
}

/** Whether the account as a whole is meant by its root, AWS documents for Principal only. */
function isExceptedBy(principal: NamedPrincipal, caller: Caller): Trilean {
  const answer = names(principal, caller)
  return principal.kind === 'account' && answer === 'yes' ? 'depends' : answer
}

const isNamed = (principals: readonly NamedPrincipal[], caller: Caller): Trilean =>
  some(principals.map((principal) => names(principal, caller)))

function names(principal: NamedPrincipal, caller: Caller): Trilean {
  const { kind, name, account } = principal
  if (kind === 'everyone') return 'yes'
  // A star in a form that AWS does not document.
  if (kind === 'other' && name === '*') return 'depends'
  if (caller.kind === 'service') return trilean(kind === 'service' && name === caller.service)
  if (caller.kind !== 'account' && caller.kind !== 'identity') return 'no'
  if (kind === 'account') return trilean(account === caller.account)
  if (caller.kind === 'account' || account !== caller.account) return 'no'
  if (name === caller.arn) return 'yes'
  // A session and its role name each other by half: which session calls is not known.
  return roleOf(name) !== undefined && roleOf(name) === roleOf(caller.arn) ? 'depends' : 'no'
}

/** `arn:…:role/path/name` and `arn:…:assumed-role/name/session` are the same role. */
function roleOf(arn: string): string | undefined {
  const [, isSession, path = ''] = /:(?:role|(assumed-role))\/(.+)$/su.exec(arn) ?? []
  const parts = path.split('/')
  return (isSession ? parts[0] : parts.at(-1)) || undefined
}

function resourceMatches({ Resource, NotResource }: Statement, arn: string): Trilean {
  const isIn = (patterns: unknown) =>
    some(
      listOf(patterns).map((pattern) =>
        pattern.includes('${') ? 'depends' : trilean(matchesPattern(pattern, arn)),
      ),
    )
  if (Resource !== undefined) return NotResource === undefined ? isIn(Resource) : 'depends'
  return NotResource === undefined ? 'depends' : not(isIn(NotResource))
}
