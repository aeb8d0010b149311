import type { SandboxState, UrlLocation } from '@/lib/sandbox/state'

/** One answered request, as CloudWatch hears of it. */
export interface UrlRequest {
  latencyMs: number
  is4xx: boolean
  is5xx: boolean
}

/** What happened to one function URL in one span of time. Latencies are in milliseconds. */
export interface UrlTraffic {
  requests: number
  errors4xx: number
  errors5xx: number
  latencySum: number
  latencyMin: number
  latencyMax: number
}

/** The traffic of one minute, which begins at `at` (milliseconds since the epoch). */
export interface UrlMinute {
  at: number
  traffic: Readonly<UrlTraffic>
}

/** Which minutes to read: from `start` up to but not including `end`, in milliseconds since the epoch. */
export interface TrafficQuery {
  account: string
  region: string
  functionName: string
  /** One URL of the function; all of them together when left out. */
  qualifier?: string
  start: number
  end: number
}

const MINUTE = 60_000

function emptyTraffic(): UrlTraffic {
  return { requests: 0, errors4xx: 0, errors5xx: 0, latencySum: 0, latencyMin: Infinity, latencyMax: 0 }
}

/** Adds one span's traffic to another's. */
export function addTraffic(into: UrlTraffic, more: Readonly<UrlTraffic>): void {
  into.requests += more.requests
  into.errors4xx += more.errors4xx
  into.errors5xx += more.errors5xx
  into.latencySum += more.latencySum
  into.latencyMin = Math.min(into.latencyMin, more.latencyMin)
  into.latencyMax = Math.max(into.latencyMax, more.latencyMax)
}

function trafficOf({ latencyMs, is4xx, is5xx }: UrlRequest): UrlTraffic {
  return {
    requests: 1,
    errors4xx: is4xx ? 1 : 0,
    errors5xx: is5xx ? 1 : 0,
    latencySum: latencyMs,
    latencyMin: latencyMs,
    latencyMax: latencyMs,
  }
}

/** What happened to a URL before the sandbox was asked. */
interface UntoldHistory {
  qualifier: string
  /** Some request came at this time or later, in milliseconds; left out where that is not sure. */
  surelyCalledAt?: number
  /** Adds the history. */
  tell(): void
}

type Minutes = Map<number, UrlTraffic>

/**
 * The requests to every function URL, by the minute. They outlive the URL and the function, as metrics in
 * CloudWatch do.
 */
export class UrlMetrics {
  /** By function, then by qualifier, then by the minute's first millisecond. */
  private readonly functions = new Map<string, Map<string, Minutes>>()
  /** History that nobody has asked for yet, by function. A large company has millions of hours of it. */
  private readonly untold = new Map<string, UntoldHistory[]>()
  private readonly sources: ((untilMs: number) => void)[] = []
  private caughtUpTo = Number.NEGATIVE_INFINITY

  /** History of a URL that is made when its function is first asked about. */
  later(url: UrlLocation, history: Omit<UntoldHistory, 'qualifier'>): void {
    const key = keyOf(url)
    this.untold.set(key, [...(this.untold.get(key) ?? []), { ...history, qualifier: url.qualifier }])
  }

  /** Traffic that goes on by itself: `fill` adds what has come since it was last called, up to a time. */
  follow(fill: (untilMs: number) => void): void {
    this.sources.push(fill)
    // History that is told late has missed what came meanwhile.
    fill(this.caughtUpTo)
  }

  /** Lets everything that goes on by itself come up to a time. */
  catchUp(nowMs: number): void {
    this.caughtUpTo = nowMs
    for (const fill of this.sources) fill(nowMs)
  }

  /** Counts one request that was answered at `nowMs`. */
  record(url: UrlLocation, nowMs: number, request: UrlRequest): void {
    this.add(url, nowMs, trafficOf(request))
  }

  /** Adds traffic that is already summed up, such as a seeded hour, to the minute of `atMs`. */
  add(url: UrlLocation, atMs: number, traffic: Readonly<UrlTraffic>): void {
    const minutes = this.minutesOf(url)
    const at = Math.floor(atMs / MINUTE) * MINUTE
    const known = minutes.get(at) ?? emptyTraffic()
    addTraffic(known, traffic)
    minutes.set(at, known)
  }

  /** The minutes in which anything happened, oldest first. */
  read(query: TrafficQuery): UrlMinute[] {
    this.tellAbout(keyOf(query))
    const qualifiers = this.functions.get(keyOf(query)) ?? new Map<string, Minutes>()
    const found: UrlMinute[] = []
    for (const [qualifier, minutes] of qualifiers) {
      if (query.qualifier !== undefined && query.qualifier !== qualifier) continue
      for (const [at, traffic] of minutes) {
        if (at >= query.start && at < query.end) found.push({ at, traffic })
      }
    }
    return found.sort((a, b) => a.at - b.at)
  }

  /** URLs of one account and region with a request since `sinceMs`, by function and qualifier. */
  calledSince(account: string, region: string, sinceMs: number): UrlLocation[] {
    const within = `${account}/${region}/`
    const keys = new Set([...this.functions.keys(), ...this.untold.keys()])
    return [...keys]
      .filter((key) => key.startsWith(within))
      .sort()
      .flatMap((key) => {
        const functionName = key.slice(within.length)
        return this.qualifiersCalled(key, sinceMs).map((qualifier) => ({
          account,
          region,
          functionName,
          qualifier,
        }))
      })
  }

  private qualifiersCalled(key: string, sinceMs: number): string[] {
    const untold = this.untold.get(key) ?? []
    const isSure = untold.every(({ surelyCalledAt = 0 }) => surelyCalledAt >= sinceMs)
    if (!isSure) this.tellAbout(key)
    const counted = [...(this.functions.get(key) ?? [])]
      .filter(([, minutes]) => [...minutes.keys()].some((at) => at >= sinceMs))
      .map(([qualifier]) => qualifier)
    const surely = isSure ? untold.map(({ qualifier }) => qualifier) : []
    return [...new Set([...counted, ...surely])].sort()
  }

  private tellAbout(key: string): void {
    const waiting = this.untold.get(key) ?? []
    this.untold.delete(key)
    for (const { tell } of waiting) tell()
  }

  private minutesOf(url: UrlLocation): Minutes {
    const qualifiers = this.functions.get(keyOf(url)) ?? new Map<string, Minutes>()
    this.functions.set(keyOf(url), qualifiers)
    const minutes = qualifiers.get(url.qualifier) ?? new Map<number, UrlTraffic>()
    qualifiers.set(url.qualifier, minutes)
    return minutes
  }
}

function keyOf({ account, region, functionName }: Omit<UrlLocation, 'qualifier'>): string {
  return `${account}/${region}/${functionName}`
}

const worlds = new WeakMap<SandboxState, UrlMetrics>()

/** The metrics of a world; they begin when they are first asked for. */
export function metricsOf(state: SandboxState): UrlMetrics {
  const known = worlds.get(state) ?? new UrlMetrics()
  worlds.set(state, known)
  return known
}
