import { type AccessFacts, INVOKE_URL, type InvokeAction, type PolicyView } from '@/lib/access/access-facts'
import { grantCure } from '@/lib/access/cures'
import type { Finding } from '@/lib/access/finding'
import { functionArn } from '@/lib/identity/arn'
import { LATEST } from '@/lib/identity/qualifier'
import type { AddPermissionInput } from '@/lib/permissions/permission-rules'
import type { Statement } from '@/lib/permissions/schema'
import {
  grantsTheSame,
  isEveryone,
  permissionOf,
  servesOnlyFunctionUrl,
  statementOf,
} from '@/lib/permissions/statement'
import { coversAction, isForOtherAuthType } from '@/lib/permissions/statement-parts'

/** Statements of the function's own policy that grant what is missing on the alias, whether or not they can be copied. */
export function grantsOnFunction(
  view: PolicyView,
  ofFunction: AccessFacts['ofFunction'],
  missing: readonly InvokeAction[],
): Statement[] {
  const { identity, authType, statements } = view
  if (!ofFunction || identity.qualifier === LATEST) return []
  return ofFunction.statements.filter(
    (statement) =>
      statement.Effect === 'Allow' &&
      missing.some((action) => coversAction(statement, action)) &&
      (coversAction(statement, INVOKE_URL) || servesOnlyFunctionUrl(statement)) &&
      !isForOtherAuthType(statement, authType) &&
      // With AWS_IAM, everyone through the URL means nothing without a grant of lambda:InvokeFunctionUrl to go with it.
      !(authType === 'AWS_IAM' && isEveryone(statement.Principal) && !coversAction(statement, INVOKE_URL)) &&
      !statements.some((existing) => isSameButForPlace(existing, statement)),
  )
}

/** The same grant on the alias has another resource. */
function isSameButForPlace(a: Statement, b: Statement): boolean {
  return grantsTheSame({ ...a, Resource: '' }, { ...b, Resource: '' })
}

/**
 * Grants for the URL that stand in the policy of the function although the URL hangs on an alias: they do not
 * reach it, since each qualifier has its own policy. Cured by the same grants on the alias.
 */
export function grantOnFunctionFinding(
  view: PolicyView,
  ofFunction: AccessFacts['ofFunction'],
  missing: readonly InvokeAction[],
): Finding[] {
  const { identity, statements } = view
  if (!ofFunction || identity.qualifier === LATEST) return []
  const permissions = ofFunction.statements
    .filter(servesOnlyFunctionUrl)
    .flatMap((statement) => transferable(statement, view, missing))
  const cures = grantCure(`Review granting it on ${identity.qualifier}`, identity, permissions, statements)
  if (cures.length === 0) return []
  const after = ofFunction.hasUrl
    ? 'The function has a URL of its own, so its grants stay.'
    : 'It takes two changes, one at a time: grant it here first, then remove what is left on the function.'
  return [
    {
      id: 'grant-on-function',
      kind: 'missing',
      tone: 'bad',
      title: 'The grant is on the function, the URL on an alias',
      text: `Each qualifier has its own policy: what the function’s policy allows does not reach the URL of ${identity.qualifier}. ${after}`,
      cures,
    },
  ]
}

function transferable(
  statement: Statement,
  view: PolicyView,
  missing: readonly InvokeAction[],
): AddPermissionInput[] {
  const { identity, authType, statements } = view
  const permission = permissionOf(statement, functionArn({ ...identity, qualifier: LATEST }))
  if (!permission || !missing.some((action) => action === permission.Action)) return []
  // An event source token is a secret of its statement: it is not copied into another.
  if (permission.EventSourceToken) return []
  // A grant for the other auth type would not hold here either.
  if (permission.FunctionUrlAuthType && permission.FunctionUrlAuthType !== authType) return []
  // With AWS_IAM, everyone through the URL means nothing without a grant of lambda:InvokeFunctionUrl to go with it.
  if (authType === 'AWS_IAM' && permission.Principal === '*' && !permission.PrincipalOrgID) return []
  const here = statementOf(permission, functionArn(identity))
  return statements.some((existing) => grantsTheSame(existing, here)) ? [] : [permission]
}
