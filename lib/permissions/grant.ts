import type { Issue } from '@/lib/failures/result'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { AddPermissionInput } from '@/lib/permissions/permission-rules'
import { PUBLIC_STATEMENT_IDS } from '@/lib/permissions/permission-rules'
import type { Grant, Statement } from '@/lib/permissions/schema'
import { grantsTheSame, statementOf } from '@/lib/permissions/statement'

/** StatementId: at most 100 characters (Lambda API reference, "AddPermission"). */
const MAX_STATEMENT_ID = 100

/**
 * The AddPermission parameters of a grant. Reaching a function URL takes both lambda:InvokeFunctionUrl and
 * lambda:InvokeFunction through the URL (Lambda developer guide, "Control access to function URLs").
 */
export function permissionsOfGrant(grant: Grant): AddPermissionInput[] {
  if (grant.type === 'statement') return [grant.permission]
  if (grant.type === 'everyone') return pair({ Principal: '*' }, 'NONE', PUBLIC_STATEMENT_IDS)
  if (grant.type === 'account')
    return pair({ Principal: grant.account }, 'AWS_IAM', idsFor(`Account-${grant.account}`))
  if (grant.type === 'organization')
    return pair(
      { Principal: '*', PrincipalOrgID: grant.organizationId },
      'AWS_IAM',
      idsFor(`Organization-${grant.organizationId}`),
    )
  if (grant.type === 'cloudfront')
    return pair(
      { Principal: CLOUDFRONT, SourceArn: grant.distributionArn },
      'AWS_IAM',
      idsFor(`CloudFront-${grant.distributionArn.split('/')[1] ?? ''}`),
    )
  const account = grant.roleArn.split(':')[4] ?? ''
  const name = grant.roleArn.split('/').slice(1).join('-')
  return pair({ Principal: grant.roleArn }, 'AWS_IAM', idsFor(`Role-${account}-${name}`))
}

/** Origin access control signs as this service, for one distribution. */
const CLOUDFRONT = 'cloudfront.amazonaws.com'

function pair(
  whom: Pick<AddPermissionInput, 'Principal' | 'PrincipalOrgID' | 'SourceArn'>,
  FunctionUrlAuthType: 'NONE' | 'AWS_IAM',
  ids: { InvokeFunctionUrl: string; InvokeFunction: string },
): AddPermissionInput[] {
  return [
    {
      StatementId: ids.InvokeFunction,
      Action: 'lambda:InvokeFunction',
      ...whom,
      InvokedViaFunctionUrl: true,
    },
    {
      StatementId: ids.InvokeFunctionUrl,
      Action: 'lambda:InvokeFunctionUrl',
      ...whom,
      FunctionUrlAuthType,
    },
  ]
}

function idsFor(who: string) {
  const safe = who.replace(/[^a-zA-Z0-9_-]/g, '-')
  const id = (prefix: string) => `${prefix}${safe}`.slice(0, MAX_STATEMENT_ID)
  return { InvokeFunctionUrl: id('FunctionURLAllow-'), InvokeFunction: id('FunctionURLInvokeAllow-') }
}

/**
 * The statements that these grants add to what is there: none for what is granted already, and another id where
 * a different statement has taken the ready-made one. Statements that the person typed come first and keep
 * their ids: `statementIdIssues` says whether they can.
 */
export function statementsToAdd(
  grants: readonly Grant[],
  existing: readonly Statement[],
  identity: FunctionUrlIdentity,
): Statement[] {
  const arn = functionArn(identity)
  const added = grants.flatMap((grant) =>
    grant.type === 'statement' ? [statementOf(grant.permission, arn)] : [],
  )
  const readyMade = grants.filter((grant) => grant.type !== 'statement').flatMap(permissionsOfGrant)
  for (const permission of readyMade) {
    const present = [...existing, ...added]
    const wanted = statementOf(permission, arn)
    if (!present.some((statement) => grantsTheSame(statement, wanted)))
      added.push({ ...wanted, Sid: freeStatementId(permission.StatementId, present) })
  }
  return added
}

/** Typed statement ids that are in use in the policy or were typed twice, each as an issue of its field. */
export function statementIdIssues(grants: readonly Grant[], existing: readonly Statement[]): Issue[] {
  const taken = new Set(existing.map((statement) => statement.Sid))
  return grants.flatMap((grant, index) => {
    if (grant.type !== 'statement') return []
    const id = grant.permission.StatementId
    const isTaken = taken.has(id)
    taken.add(id)
    const path = `grants.${index}.permission.StatementId`
    return isTaken ? [{ path, message: 'This statement id is in use in this policy.' }] : []
  })
}

/** The wanted statement id, or with a number behind it where a statement has that id. */
export function freeStatementId(wanted: string, present: readonly Statement[]): string {
  const taken = new Set(present.map((statement) => statement.Sid))
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number++) {
    const suffix = `-${number}`
    const id = wanted.slice(0, MAX_STATEMENT_ID - suffix.length) + suffix
    if (!taken.has(id)) return id
  }
}
