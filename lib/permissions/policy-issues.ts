import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { type ConditionChoice, choiceOf } from '@/lib/permissions/condition-choices'
import { isRemovableId } from '@/lib/permissions/permission-rules'
import { principalsOf } from '@/lib/permissions/principal-phrase'
import type { Statement } from '@/lib/permissions/schema'
import { conditionTests, listOf } from '@/lib/permissions/statement-parts'
import { canonicalJson } from '@/lib/text/canonical-json'

/** What AWS would refuse in a statement, or what could never hold. */
export interface PolicyIssue {
  /** Of the statement in its list. */
  index: number
  part: 'Sid' | 'Principal' | 'Action' | 'Resource' | 'Condition'
  /** The condition key, where it is about one. */
  key?: string
  message: string
}

/**
 * Issues of the statements that are new or edited: what is in the policy already AWS has taken. Sources: IAM user
 * guide, "Grammar of the IAM JSON policy language"; Lambda API reference, "PutResourcePolicy".
 */
export function policyIssues(
  statements: readonly Statement[],
  identity: FunctionUrlIdentity,
  known: readonly Statement[] = [],
): PolicyIssue[] {
  const taken = new Set(known.map(canonicalJson))
  return statements.flatMap((statement, index) => {
    const isRepeated = statement.Sid !== undefined && statements.some(isSameSid(statement, index))
    const repeated = isRepeated ? [issue('Sid', 'Another statement has this id already.')] : []
    const own = taken.has(canonicalJson(statement)) ? [] : issuesOf(statement, identity)
    return [...repeated, ...own].map((each) => ({ index, ...each }))
  })
}

const isSameSid =
  ({ Sid }: Statement, index: number) =>
  (other: Statement, place: number) =>
    place < index && other.Sid === Sid

type Found = Omit<PolicyIssue, 'index'>

const issue = (part: Found['part'], message: string, key?: string): Found => ({
  part,
  message,
  ...(key === undefined ? {} : { key }),
})

const issuesOf = (statement: Statement, identity: FunctionUrlIdentity): Found[] => [
  ...sidIssues(statement),
  ...principalIssues(statement),
  ...actionIssues(statement),
  ...resourceIssues(statement, functionArn(identity)),
  ...conditionIssues(statement),
]

function sidIssues({ Sid }: Statement): Found[] {
  if (Sid === undefined || isRemovableId(Sid)) return []
  return [issue('Sid', 'A statement id has 1 to 100 letters, digits, hyphens, underscores or dots.')]
}

function principalIssues({ Effect, Principal, NotPrincipal }: Statement): Found[] {
  if ((Principal === undefined) === (NotPrincipal === undefined))
    return [issue('Principal', 'A statement names a Principal or a NotPrincipal.')]
  if (NotPrincipal !== undefined && Effect === 'Allow')
    return [issue('Principal', 'NotPrincipal goes with Deny only.')]
  const named = principalsOf(Principal ?? NotPrincipal)
  const isNamed = named.length > 0 && named.every((one) => isPrincipal(one.name, one.kind))
  return isNamed
    ? []
    : [issue('Principal', 'A principal is everyone (*), an account id of 12 digits, an ARN, or a service.')]
}

function isPrincipal(name: string, kind: ReturnType<typeof principalsOf>[number]['kind']): boolean {
  if (kind === 'service') return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)
  return kind === 'other' ? name !== '' && name !== '*' && !/^\d+$/.test(name) : true
}

const ACTION = /^(\*|lambda:[a-z*?]+)$/i

function actionIssues({ Action, NotAction }: Statement): Found[] {
  if ((Action === undefined) === (NotAction === undefined))
    return [issue('Action', 'A statement names an Action or a NotAction.')]
  const names = listOf(Action ?? NotAction)
  return names.length > 0 && names.every((name) => ACTION.test(name))
    ? []
    : [issue('Action', 'An action looks like lambda:InvokeFunctionUrl, lambda:* or *.')]
}

function resourceIssues({ Resource, NotResource }: Statement, arn: string): Found[] {
  if (NotResource !== undefined) return [issue('Resource', 'AWS takes no NotResource here.')]
  const all = `${arn.split(':').slice(0, 7).join(':')}:*`
  const names = listOf(Resource)
  return names.length > 0 && names.every((name) => name === arn || name === all)
    ? []
    : [issue('Resource', `The resource of this policy is ${arn}.`)]
}

function conditionIssues(statement: Statement): Found[] {
  return conditionTests(statement).flatMap(({ operator, key, values }) => {
    if (!/^[\w-]+:[\w./${}-]+$/.test(key))
      return [issue('Condition', 'A condition key looks like aws:SourceIp.', key)]
    if (values.length === 0) return [issue('Condition', 'Enter at least one value.', key)]
    return valueIssues(choiceOf(operator, key), key, values)
  })
}

/** Where a policy variable stands nothing can be said. */
function valueIssues(choice: ConditionChoice | undefined, key: string, values: readonly string[]): Found[] {
  const { value, options } = choice ?? {}
  const fixed = values.filter((text) => !text.includes('${'))
  if (options && !fixed.every((text) => options.some((option) => option.value === text)))
    return [issue('Condition', `Choose ${options.map((option) => option.value).join(' or ')}.`, key)]
  return value && !fixed.every(value.isValid) ? [issue('Condition', value.message, key)] : []
}
