import 'server-only'
import { permitWithin } from '@/lib/auth/judge'
import { assertCovers, assertOperation, narrowed, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import type { ChangeProgress } from '@/lib/changes/change'
import { formerConcurrency } from '@/lib/changes/former-concurrency'
import { listChanges } from '@/lib/changes/read'
import type { Result } from '@/lib/failures/result'
import { getConcurrencyPool } from '@/lib/functions/read-concurrency-pool'
import { part } from '@/lib/functions/read-parts'
import type { ConcurrencyPool } from '@/lib/functions/schema'
import { type FunctionIdentity, functionIdentitySchema } from '@/lib/identity/schema'

/** What decides what can be reserved for a function whose calls are stopped. */
export interface Reservation {
  /** What was reserved before, by the record; `null`: nothing. Absent where the record does not tell. */
  former?: number | null
  pool: Result<ConcurrencyPool>
}

/** What was reserved for a function before its calls were stopped, and what the account has left. @throws {FailureError} */
export const getReservation = verb({
  name: 'getReservation',
  input: functionIdentitySchema,
  operation: 'function:read',
  resource: (input) => input,
  work: async ({ permit, input }): Promise<Reservation> => {
    // What is read belongs to others of the account too: the permit is compared here.
    assertOperation(permit, 'function:read')
    assertCovers(permit, input)
    const { account, region } = input
    const [former, pool] = await Promise.all([
      readFormerConcurrency(permit, input),
      part(getConcurrencyPool.within(permit, { account, region })),
    ])
    return { former, pool }
  },
})

/**
 * Goes back through all changes of the function until one tells. Behind an entry that cannot be read the record tells
 * nothing of what came last.
 */
async function readFormerConcurrency(
  permit: Permit,
  { account, region, functionName }: FunctionIdentity,
): Promise<number | null | undefined> {
  const identity = { account, region, functionName }
  const ofFunction = narrowed(permitWithin(permit, 'change:list', {}), { resource: identity })
  for (let before: string | undefined; ; ) {
    const { changes, next } = await listChanges.within(ofFunction, { ...identity, before })
    const unreadable = changes.findIndex((change) => 'reason' in change)
    const told = unreadable < 0 ? changes : changes.slice(0, unreadable)
    const former = formerConcurrency(told as ChangeProgress[])
    if (former !== undefined || unreadable >= 0 || next === undefined) return former
    before = next
  }
}
