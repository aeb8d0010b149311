import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Faults } from '@/lib/sandbox/faults'
import type { Ledger } from '@/lib/sandbox/ledger'
import type { SandboxState } from '@/lib/sandbox/state'
import type { Throttle } from '@/lib/sandbox/throttle'

/** One HTTP request as every route of the sandbox sees it, with the body already read. */
export interface SandboxRequest {
  method: string
  url: URL
  /** The path as it was sent, still percent-encoded, without the query: what signatures are made over. */
  rawPath: string
  /** Lower-case names; repeated headers joined with a comma. */
  headers: Readonly<Record<string, string>>
  /** The Host header, lower-cased, with its port. */
  host: string
  body: Buffer
  raw: IncomingMessage
}

/** What every route may use: the world, its records, and the sandbox's own clock. */
export interface SandboxContext {
  state: SandboxState
  ledger: Ledger
  faults: Faults
  throttle: Throttle
  /** Milliseconds since the epoch. */
  now: () => number
  port: number
  /** Added to each answer of the control plane, in milliseconds. */
  latencyMs: number
  /** How old an event is before CloudTrail's event history has it, in milliseconds. */
  trailDelayMs: number
}

/** The first route that matches handles the request; `routes.ts` lists them in order. */
export interface SandboxRoute {
  name: string
  matches(request: SandboxRequest): boolean
  handle(context: SandboxContext, request: SandboxRequest, response: ServerResponse): Promise<void>
}
