import type { UrlMetrics, UrlTraffic } from '@/lib/sandbox/metrics'
import { randomOf } from '@/lib/sandbox/seed/pseudo-random'
import type { UrlLocation } from '@/lib/sandbox/state'

/** How much a URL is called. */
export interface TrafficPlan {
  /** Requests in an average hour. */
  perHour: number
  /** The share that is answered 4xx, or 5xx by the function itself: 0 unless given. */
  share4xx?: number
  share5xx?: number
  /** Nothing came in the last so many days. */
  quietDays?: number
  /** Milliseconds. */
  typicalLatency?: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const DAYS_OF_HISTORY = 30
/** The last day is kept finely, so that short periods have points of their own; the rest by the hour. */
const FINE_STEP = 5 * MINUTE

/** People shop by day and less at the weekend: a factor around 1, from the hour in UTC and the day of the week. */
function rhythm(at: number): number {
  const date = new Date(at)
  const byHour = 1 + 0.8 * Math.sin(((date.getUTCHours() - 7) / 24) * 2 * Math.PI)
  const isWeekend = date.getUTCDay() % 6 === 0
  return byHour * (isWeekend ? 0.6 : 1.15)
}

/** A whole number with the given expectation. */
function rounded(expected: number, random: () => number): number {
  return Math.floor(expected + random())
}

function span(plan: TrafficPlan, requests: number, random: () => number): UrlTraffic {
  const typical = (plan.typicalLatency ?? 40) * (0.8 + 0.4 * random())
  return {
    requests,
    errors4xx: Math.min(requests, rounded(requests * (plan.share4xx ?? 0), random)),
    errors5xx: Math.min(requests, rounded(requests * (plan.share5xx ?? 0), random)),
    latencySum: requests * typical,
    latencyMin: typical * 0.3,
    latencyMax: typical * (2 + 6 * random()),
  }
}

interface SeededTraffic {
  url: UrlLocation
  plan: TrafficPlan
  /** Whether the URL is still there to be called. */
  isThere: () => boolean
}

/** A time since which the plan has certainly had a request, in milliseconds; undefined where chance decides. */
export function surelyCalledAt({ perHour, quietDays = 0 }: TrafficPlan, now: number): number | undefined {
  return perHour >= 1 ? now - (quietDays + 1) * DAY : undefined
}

/**
 * Fills a URL's last 30 days, ending before `now`, and lets its traffic go on from there as time does, unless it was
 * quiet at the end; the same plan, URL and time give the same history.
 */
export function seedTraffic(metrics: UrlMetrics, { url, plan, isThere }: SeededTraffic, now: number): void {
  const random = randomOf(`traffic/${url.account}/${url.region}/${url.functionName}/${url.qualifier}`)
  const lastDay = Math.floor((now - DAY) / HOUR) * HOUR
  let at = lastDay - (DAYS_OF_HISTORY - 1) * DAY
  const stepAt = () => (at < lastDay ? HOUR : FINE_STEP)
  const fill = (end: number) => {
    for (let step = stepAt(); at + step <= end; at += step, step = stepAt()) {
      const expected = plan.perHour * (step / HOUR) * rhythm(at) * (0.7 + 0.6 * random())
      const requests = rounded(expected, random)
      if (requests > 0 && isThere()) metrics.add(url, at, span(plan, requests, random))
    }
  }
  fill(now - (plan.quietDays ?? 0) * DAY)
  if (!plan.quietDays) metrics.follow(fill)
}
