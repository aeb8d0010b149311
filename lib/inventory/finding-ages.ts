import type { Age } from '@/lib/inventory/finding-schema'

const DAY = 24 * 3_600_000
const DAYS: Record<Age, [from: number, to: number]> = {
  day: [0, 1],
  week: [1, 7],
  month: [7, 30],
  older: [30, Number.POSITIVE_INFINITY],
}

/** First seen after the one time and not after the other, ISO 8601 in UTC; without an end on the side that is open. */
export function boundsOf(age: Age, now: Date): { after?: string; upTo?: string } {
  const [from, to] = DAYS[age]
  const ago = (days: number) => new Date(now.getTime() - days * DAY).toISOString()
  return {
    ...(Number.isFinite(to) && { after: ago(to) }),
    ...(from > 0 && { upTo: ago(from) }),
  }
}
