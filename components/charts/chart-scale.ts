import { nice, ticks } from 'd3-array'

/** One value of a series; `at` in milliseconds since the epoch, the beginning of its period. */
export interface ChartPoint {
  at: number
  value: number
}

interface ScaleOptions {
  /** Milliseconds since the epoch. */
  start: number
  end: number
  /** The largest value that is drawn. */
  most: number
  width: number
  height: number
}

/** Room for the numbers on the left and for the times below. */
const LEFT = 44
const BOTTOM = 18
const TOP = 6
const Y_TICKS = 3

export interface ChartScale {
  x: (at: number) => number
  y: (value: number) => number
  /** Values that get a line and a number. */
  levels: number[]
  left: number
  right: number
  bottom: number
  /** The time under a place from the left edge. */
  timeAt: (x: number) => number
}

/** Where times and values stand in a chart of this size: from 0 to a round number above the largest value. */
export function chartScale({ start, end, most, width, height }: ScaleOptions): ChartScale {
  const [, top] = nice(0, Math.max(most, 1), Y_TICKS)
  const right = Math.max(width - 1, LEFT + 1)
  const bottom = height - BOTTOM
  const span = Math.max(1, end - start)
  return {
    x: (at) => LEFT + ((at - start) / span) * (right - LEFT),
    y: (value) => bottom - (value / top) * (bottom - TOP),
    levels: ticks(0, top, Y_TICKS),
    left: LEFT,
    right,
    bottom,
    timeAt: (x) => start + ((x - LEFT) / (right - LEFT)) * span,
  }
}

/**
 * The points of a series with a gap for every period that has none: a line over it would tell of values that nobody
 * has measured.
 */
export function withGaps(points: readonly ChartPoint[], period: number): (ChartPoint | undefined)[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1]
    return before && point.at - before.at > period * 1.5 ? [undefined, point] : [point]
  })
}

/** The point of the period that a time lies in, or the nearest one. */
export function pointNear(points: readonly ChartPoint[], at: number, period: number): ChartPoint | undefined {
  let best: ChartPoint | undefined
  for (const point of points) {
    const distance = Math.abs(point.at + period / 2 - at)
    if (distance <= period && (!best || distance < Math.abs(best.at + period / 2 - at))) best = point
  }
  return best
}

/** `1.2k`, `3.4M`: a number for an axis. */
export function shortNumber(value: number): string {
  if (value >= 1_000_000) return `${trimmed(value / 1_000_000)}M`
  if (value >= 1_000) return `${trimmed(value / 1_000)}k`
  return trimmed(value)
}

const trimmed = (value: number) => String(Math.round(value * 10) / 10)
