import { INVOKE, INVOKE_URL, type InvokeAction } from '@/lib/access/access-facts'
import type { Caller } from '@/lib/access/caller'
import type { Cure } from '@/lib/access/finding'
import type { AuthType, FunctionUrlIdentity } from '@/lib/identity/schema'
import { freeStatementId, permissionsOfGrant } from '@/lib/permissions/grant'
import type { AddPermissionInput } from '@/lib/permissions/permission-rules'
import { isPermission } from '@/lib/permissions/permission-rules'
import type { Grant, Statement } from '@/lib/permissions/schema'
import { isRemovable } from '@/lib/permissions/statement'
import { revokeOf } from '@/lib/requests/revoke-of'

/** A change takes at most so many grants (lib/changes/schema.ts). */
const MAX_GRANTS = 20

/** Adds exactly these statements to the policy of one qualifier, under ids that are free there. */
export function grantCure(
  label: string,
  identity: FunctionUrlIdentity,
  permissions: readonly AddPermissionInput[],
  existing: readonly Statement[],
): Cure[] {
  if (permissions.length === 0 || permissions.length > MAX_GRANTS) return []
  // What AddPermission would refuse is no cure.
  if (!permissions.every(isPermission)) return []
  const taken: Statement[] = [...existing]
  const grants: Grant[] = permissions.map((permission) => {
    const StatementId = freeStatementId(permission.StatementId, taken)
    taken.push({ Sid: StatementId, Effect: 'Allow' })
    return { type: 'statement', permission: { ...permission, StatementId } }
  })
  return [{ label, request: { kind: 'grant', identity, grants } }]
}

/** Lets calls in again: with what was reserved before, where that is known, and without a reservation. */
export function concurrencyCures(identity: FunctionUrlIdentity, former: number | null | undefined): Cure[] {
  const cure = (label: string, ReservedConcurrentExecutions: number | null): Cure => ({
    label,
    request: { kind: 'let-calls-in', identity, ReservedConcurrentExecutions },
  })
  const removing = cure('Review removing the reservation', null)
  return former ? [cure(`Review reserving ${former} again`, former), removing] : [removing]
}

/** Removes these statements; none, no cure. */
export function revokeCure(
  label: string,
  identity: FunctionUrlIdentity,
  statements: readonly Statement[],
): Cure[] {
  return statements.length > 0 ? [{ label, request: revokeOf(statements, identity) }] : []
}

/** What RemovePermission cannot name takes another call, and this says so. */
export function unremovableNote(statements: readonly Statement[]): string[] {
  return statements.every(isRemovable)
    ? []
    : [
        'RemovePermission cannot remove a statement without a valid id, so PutResourcePolicy is used, which replaces the policy.',
      ]
}

/** The AddPermission parameters that let this caller do these actions through the URL; none for whom no grant is ready. */
export function permissionsFor(
  caller: Caller,
  actions: readonly InvokeAction[],
  authType: AuthType,
): AddPermissionInput[] {
  return pairFor(caller, authType).filter(({ Action }) => actions.some((action) => action === Action))
}

function pairFor(caller: Caller, authType: AuthType): AddPermissionInput[] {
  switch (caller.kind) {
    case 'unsigned':
      return permissionsOfGrant({ type: 'everyone' })
    case 'account':
      return permissionsOfGrant({ type: 'account', account: caller.account })
    case 'identity':
      return permissionsOfGrant({ type: 'role', roleArn: caller.arn })
    case 'anyone-signed':
      return signedPair('AnyAccount', { Principal: '*' }, authType)
    case 'organization':
      return permissionsOfGrant({ type: 'organization', organizationId: caller.organization })
    case 'service':
      return []
  }
}

function signedPair(
  who: string,
  whom: Pick<AddPermissionInput, 'Principal' | 'PrincipalOrgID'>,
  FunctionUrlAuthType: AuthType,
): AddPermissionInput[] {
  return [
    { StatementId: `FunctionURLInvokeAllow-${who}`, Action: INVOKE, ...whom, InvokedViaFunctionUrl: true },
    { StatementId: `FunctionURLAllow-${who}`, Action: INVOKE_URL, ...whom, FunctionUrlAuthType },
  ]
}
