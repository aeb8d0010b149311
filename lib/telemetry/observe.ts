import 'server-only'
import { singleton } from '@/lib/process/singleton'

/** Kinds of addresses; never the address itself, which names accounts and functions. */
export type RouteClass = 'page' | 'api' | 'action' | 'stream' | 'file' | 'probe'

/**
 * Something that happened and is counted. Every member comes out of a list that is known: no names of functions,
 * accounts or people, and no values.
 */
export type Observation =
  | { kind: 'request'; route: RouteClass; status: string; seconds: number }
  | { kind: 'verb'; verb: string; outcome: string; seconds: number }
  | { kind: 'aws'; operation: string; outcome: string; seconds: number }
  /** AWS refused a call because there were too many. */
  | { kind: 'throttled'; quota: string }
  /** How long a call stood in front of its quota. */
  | { kind: 'budget-wait'; quota: string; priority: string; seconds: number }
  | { kind: 'change'; change: string; outcome: string }
  | { kind: 'statement'; statement: string; outcome: 'ok' | 'error'; seconds: number }

type Observer = (observation: Observation) => void

const observer = singleton<{ tell?: Observer }>('observer', () => ({}))

/** Tells whoever counts; costs nothing where nobody does. */
export function observe(observation: Observation): void {
  observer.tell?.(observation)
}

/** Who counts from now on. */
export function observeBy(tell: Observer | undefined): void {
  observer.tell = tell
}

/** Seconds since a moment of `performance.now()`. */
export const secondsSince = (startedAt: number): number => (performance.now() - startedAt) / 1_000
