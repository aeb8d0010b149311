import 'server-only'
import { recordRequest } from '@/lib/approvals/request-journal'
import { moveRequest } from '@/lib/approvals/request-rows'
import type { RequestProgress } from '@/lib/approvals/schema'
import type { Actor } from '@/lib/auth/context'
import type { Permit } from '@/lib/auth/permit'
import { type Failure, FailureError } from '@/lib/failures/result'

const CONSOLE: Actor = { kind: 'system', id: 'system:requests', name: 'the console' }

/** Why a request has no object any more, by what planning it answers; `undefined` where it has. */
export function endOf({ code, message, isNothingToDo }: Failure): string | undefined {
  return code === 'not-found' || isNothingToDo ? message : undefined
}

/** Ends a request whose thing is gone, for the console. Somebody may have decided it meanwhile: then that holds. */
export async function endRequest(permit: Permit, request: RequestProgress, reason: string): Promise<void> {
  const { requestId, revision, seen } = request
  const of = { requestId, identity: seen.request.identity, actor: CONSOLE }
  const event = { type: 'request-ended' as const, request: requestId, title: seen.title, reason }
  const told = { changed_at: permit.context.now().toISOString() }
  try {
    await recordRequest(permit, of, event, (transaction) =>
      moveRequest(transaction, { requestId, revision, move: 'request-ended' }, told),
    )
  } catch (error) {
    if (!(error instanceof FailureError && error.failure.code === 'changed-elsewhere')) throw error
  }
}
