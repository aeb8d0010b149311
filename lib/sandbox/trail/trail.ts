import type { SandboxState } from '@/lib/sandbox/state'

/** One event of the event history, as LookupEvents answers it; `event` is the whole of it. */
export interface TrailEvent {
  account: string
  region: string
  /** Milliseconds since the epoch. */
  at: number
  eventId: string
  eventName: string
  isReadOnly: boolean
  accessKeyId: string
  username: string
  resources: readonly TrailResource[]
  event: Readonly<Record<string, unknown>>
}

export interface TrailResource {
  ResourceType: string
  ResourceName: string
}

// A long-running demo must not grow without end.
const MAX_EVENTS = 50_000

/** The management events of a world, in the order in which they came. */
export class Trail {
  private events: TrailEvent[] = []

  add(event: TrailEvent): void {
    this.events.push(event)
    if (this.events.length > MAX_EVENTS) this.events.splice(0, MAX_EVENTS / 10)
  }

  /** Those of one account and region from `from` to `to`, both included, newest first; in milliseconds. */
  read(account: string, region: string, from: number, to: number): TrailEvent[] {
    return this.events
      .filter((event) => event.account === account && event.region === region)
      .filter(({ at }) => at >= from && at <= to)
      .sort((a, b) => a.at - b.at)
      .toReversed()
  }
}

const worlds = new WeakMap<SandboxState, Trail>()

/** The event history of a world; it begins when it is first asked for. */
export function trailOf(state: SandboxState): Trail {
  const known = worlds.get(state) ?? new Trail()
  worlds.set(state, known)
  return known
}
