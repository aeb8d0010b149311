/** What can be looked at, each a chart of some 120 to 180 points. */
export const TRAFFIC_RANGES = ['3h', '24h', '7d', '30d'] as const
export type TrafficRange = (typeof TRAFFIC_RANGES)[number]

/** One period of a function URL; what CloudWatch has no datum of is left out, and that is not 0. */
export interface TrafficPoint {
  /** The beginning of the period, in milliseconds since the epoch. */
  at: number
  requests?: number
  errors4xx?: number
  errors5xx?: number
  /** In milliseconds. */
  averageLatency?: number
  longestLatency?: number
}

export interface TrafficSeries {
  range: TrafficRange
  /** Milliseconds since the epoch. */
  start: number
  end: number
  /** Milliseconds. */
  period: number
  /** Only the periods that have any datum, oldest first. */
  points: TrafficPoint[]
  readAt: string
}
