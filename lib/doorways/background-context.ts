import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor, Context } from '@/lib/auth/context'

/** No read of the console takes longer (quality R7). */
export const REQUEST_DEADLINE = 15_000

/** The context of work that no request asked for. */
export function backgroundContext(actor: Actor): Context {
  return {
    actor,
    requestId: randomUUID(),
    signal: AbortSignal.timeout(REQUEST_DEADLINE),
    deadline: Date.now() + REQUEST_DEADLINE,
    priority: 'background',
    now: () => new Date(),
  }
}
