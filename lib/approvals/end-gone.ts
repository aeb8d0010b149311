import 'server-only'
import { endOf, endRequest } from '@/lib/approvals/ending'
import { recordedRequest } from '@/lib/approvals/request-journal'
import { takeUnwatched } from '@/lib/approvals/request-rows'
import type { Actor } from '@/lib/auth/context'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'
import { plannedOn } from '@/lib/changes/preview'
import { env } from '@/lib/env'
import { FailureError } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

const CONSOLE: Actor = { kind: 'system', id: 'system:requests', name: 'the console' }

/** Each undecided request is looked at this often; in milliseconds. A few reads of AWS for each. */
const LOOK_EVERY = 15 * 60_000
const AT_ONCE = 5

/** Ends requests whose thing is gone. Asked again and again, whichever process asks; answers how many have ended. */
export async function endGoneRequests(now: Date): Promise<number> {
  if (env().isReadOnly) return 0
  const context = backgroundContext(CONSOLE)
  const since = new Date(now.getTime() - LOOK_EVERY).toISOString()
  const found = await takeUnwatched(systemPermit(context, {}), {
    ...{ since, now: now.toISOString() },
    count: AT_ONCE,
  })
  const ended = await Promise.all(found.map(({ requestId, identity }) => endIfGone(requestId, identity)))
  return ended.filter(Boolean).length
}

async function endIfGone(requestId: string, identity: FunctionUrlIdentity): Promise<boolean> {
  const permit = systemPermit(backgroundContext(CONSOLE), identity)
  const request = await recordedRequest(permit, requestId)
  if (!request) return false
  try {
    await plannedOn(permit, request.seen.request)
    return false
  } catch (error) {
    const reason = error instanceof FailureError ? endOf(error.failure) : undefined
    if (reason === undefined) return false
    await endRequest(permit, request, reason)
    return true
  }
}
