import type { KnownSource } from '@/lib/codegen/code-arbitraries'
import type { CodeSource } from '@/lib/codegen/code-source'
import { functionArn } from '@/lib/identity/arn'
import type { AddPermissionInput } from '@/lib/permissions/permission-rules'
import type { Statement } from '@/lib/permissions/schema'
import { permissionOf } from '@/lib/permissions/statement'
import { listOf } from '@/lib/permissions/statement-parts'

/** A function URL as read, with what code about it must hold: told by other means than the code's own. */
export function knownSource(source: CodeSource): KnownSource {
  const arn = functionArn(source.identity)
  const each = (source.statements ?? []).map((statement) => permissionsOf(statement, arn))
  return { source, expected: each.flat(), leftOut: each.filter((found) => found.length === 0).length }
}

function permissionsOf(statement: Statement, arn: string): Partial<AddPermissionInput>[] {
  const exact = permissionOf(statement, arn)
  if (exact) return [exact]
  const isPlain = statement.Effect === 'Allow' && statement.Condition === undefined
  if (!isPlain || listOf(statement.Resource).join() !== arn) return []
  const principals = listOf((statement.Principal as { AWS?: unknown }).AWS ?? statement.Principal)
  return principals.flatMap((Principal) =>
    listOf(statement.Action).map((Action) => {
      const parameters = { Action, Principal }
      return statement.Sid === undefined || principals.length > 1 || listOf(statement.Action).length > 1
        ? parameters
        : { StatementId: statement.Sid, ...parameters }
    }),
  )
}
