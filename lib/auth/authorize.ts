import 'server-only'
import type { Actor } from '@/lib/auth/context'
import { env } from '@/lib/env'
import { fail } from '@/lib/failures/result'

/** What an operation touches; roles and scopes will be judged by it. */
export interface Resource {
  account?: string
  region?: string
  functionName?: string
  qualifier?: string
}

/** `change:create` … `change:revoke` write to AWS, `change:send` may change what is behind a URL; all others read. */
const isWrite = (operation: string) => operation.startsWith('change:') && operation !== 'change:read'

/**
 * The first line of every verb: may this actor do this here? The one local operator may do everything,
 * but nobody writes while the console is read-only.
 * @throws {FailureError} `read-only`
 */
export function authorize(_actor: Actor, operation: string, _resource: Resource): void {
  if (isWrite(operation) && env().isReadOnly)
    fail('read-only', 'This console is read-only, so it makes no changes.')
}

/** The rows of a list that this actor may see: all of them, until roles exist. */
export function visible<Row extends Resource>(_actor: Actor, rows: Row[]): Row[] {
  return rows
}
