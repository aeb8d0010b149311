import 'server-only'
import type { RawBuilder, SqlBool } from 'kysely'
import { assertOperation, bondOf, type Permit } from '@/lib/auth/permit'
import { inBond } from '@/lib/db/in-scope'

/**
 * The rows that the permit is for: of its resource, and in the scope of its holder. It is a condition of the query,
 * so that pages are full and their sizes tell nothing of what was left out.
 * @throws {PermitError} for a permit that is not for looking into the journal.
 */
export function inSight(permit: Permit, table: string): RawBuilder<SqlBool> {
  assertOperation(permit, 'change:read', 'change:list', 'change:apply')
  return inBond(bondOf(permit), table)
}
