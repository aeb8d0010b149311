import type { Rights } from '@/lib/auth/grants'
import type { Failure } from '@/lib/failures/result'

interface Named {
  /** Never changes and is never given to another. */
  id: string
  /** What the journal and the screen say. */
  name: string
}

/**
 * Who acts. Without sign-in all requests come from the operator of this computer; with it from a person, a token, or
 * from nobody whom the console knows. `system` is the console itself, and no request can be it.
 */
export type Actor = (
  | { kind: 'local-operator' }
  | { kind: 'nobody' }
  | { kind: 'person' }
  | { kind: 'token' }
  | { kind: 'system' }
) &
  Named

/** People come before background reading at the pace of AWS's quotas, and wait for less long. */
export type Priority = 'person' | 'background'

/** How a request of a console with sign-in came in. */
export interface Visit {
  address: string
  /** What the browser calls itself. */
  agent: string
  /** The `Cookie` header; never shown, never logged. */
  cookies: string
  /** The session that it is of. */
  sessionId?: string
}

/** What is known of the call that is served; doorways make it, tests write it by hand. */
export interface Context {
  actor: Actor
  /** What the actor may, as it was when the request came in; read anew for each request. */
  rights: Rights
  /** Why nobody asks, where something better can be said than that nobody has signed in: of a token. */
  refusal?: Failure
  /** Absent without sign-in. */
  visit?: Visit
  requestId: string
  signal: AbortSignal
  /** Milliseconds since the epoch after which no further attempt is begun. */
  deadline: number
  priority: Priority
  now: () => Date
}
