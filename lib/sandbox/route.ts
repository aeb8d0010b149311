import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Faults } from './faults'
import type { Ledger } from './ledger'
import type { SandboxState } from './state'
import type { Throttle } from './throttle'

/** One HTTP request as every route of the sandbox sees it, with the body already read. */
export interface SandboxRequest {
  readonly method: string
  readonly url: URL
  /** The path as it was sent, still percent-encoded, without the query: what signatures are made over. */
  readonly rawPath: string
  /** Lower-case names; repeated headers joined with a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** The Host header, lower-cased, with its port. */
  readonly host: string
  readonly body: Buffer
  readonly raw: IncomingMessage
}

/** What every route may use: the world, its records, and the sandbox's own clock. */
export interface SandboxContext {
  readonly state: SandboxState
  readonly ledger: Ledger
  readonly faults: Faults
  readonly throttle: Throttle
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly port: number
  /** Added to each answer of the control plane, in milliseconds. */
  readonly latencyMs: number
  /** How old an event is before CloudTrail's event history has it, in milliseconds. */
  readonly trailDelayMs: number
}

/** The first route that matches handles the request; `routes.ts` lists them in order. */
export interface SandboxRoute {
  readonly name: string
  matches(request: SandboxRequest): boolean
  handle(context: SandboxContext, request: SandboxRequest, response: ServerResponse): Promise<void>
}
