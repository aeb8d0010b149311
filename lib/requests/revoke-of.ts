import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'
import { isRemovable } from '@/lib/permissions/statement'
import type { ChangeRequestInput } from '@/lib/requests/change-request'

/** The request that removes statements: by id where RemovePermission can name them, else as they stand. */
export function revokeOf(
  given: Statement | readonly Statement[],
  identity: FunctionUrlIdentity,
): Extract<ChangeRequestInput, { kind: 'revoke' }> {
  const statements: Statement[] = [given].flat()
  const statementIds = [...new Set(statements.filter(isRemovable).map(({ Sid }) => Sid))]
  const others = statements.filter((statement) => !isRemovable(statement))
  return {
    kind: 'revoke',
    identity,
    statementIds,
    ...(others.length > 0 ? { statements: others } : {}),
  }
}
