import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor, Context } from '@/lib/auth/context'
import { NO_RIGHTS } from '@/lib/auth/grants'
import { mintPermit, type Permit } from '@/lib/auth/permit'
import type { Resource } from '@/lib/auth/resource'

/**
 * The console's own permit, for what no request waits for any more: a change that was accepted, and recovery. It is
 * bound to a resource like every other (`{}`: all of them, to find what was left unfinished). No request can get
 * one: a house rule says who may ask for it.
 */
export const systemPermit = (context: Context, resource: Resource): Permit =>
  mintPermit({ context, operation: 'change:apply', resource, scope: 'everything', isSystem: true })

const MINUTE = 60_000
/** A whole piece of background work, waiting for its turn included; each call in it has a limit of its own. */
const BACKGROUND_LIMIT = 30 * MINUTE

/** The context of work that no request asked for: it has time, and lets people go first. */
export function backgroundContext(actor: Actor): Context {
  return {
    actor,
    // Its permits are not judged: they are for what it was given.
    rights: NO_RIGHTS,
    requestId: randomUUID(),
    signal: AbortSignal.timeout(BACKGROUND_LIMIT),
    deadline: Date.now() + BACKGROUND_LIMIT,
    priority: 'background',
    now: () => new Date(),
  }
}
