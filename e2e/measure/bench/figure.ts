import { textTable } from '@/e2e/fixtures/text-table'

/** One figure of the designs, as it was measured. */
export interface Figure {
  /** As quality.md calls it; absent for those of inventory.md. */
  id?: string
  what: string
  value: number
  unit?: string
  /** At most so much, unless `isFloor`: then at least. */
  good?: number
  excellent?: number
  isFloor?: boolean
}

/** What one part of the bench found; `isRight` is false when a count is wrong, never when something was slow. */
export interface PartResult {
  figures: Figure[]
  isRight: boolean
}

/** What every part is told. */
export interface BenchOptions {
  functions: number
  /** Of the sandbox's answers, in milliseconds. */
  latency: number
  pages: number
  edits: number
  /** The largest size of `growth`. */
  largest: number
  /** Functions that are read while the server's memory is looked at. */
  swept: number
  /** How much faster than AWS the sandbox's throttle is made for sizes above 1,000. */
  scale: number
  plain: number
}

function judged({ value, good, excellent, isFloor }: Figure): string {
  const holds = (limit: number | undefined) =>
    limit !== undefined && (isFloor ? value >= limit : value <= limit)
  if (holds(excellent)) return 'excellent'
  if (holds(good)) return 'good'
  return good === undefined && excellent === undefined ? '' : 'MISSED'
}

/** All figures in one table. */
export function figureTable(figures: readonly Figure[]): string {
  const shown = (value: number | undefined) => (value === undefined ? '' : Number(value.toFixed(3)))
  return textTable([
    ['figure', 'measured', 'good', 'excellent', ''],
    ...figures.map((figure) => {
      const { id, what, unit, value, good, excellent } = figure
      const name = `${id ? `${id} ` : ''}${what}${unit ? `, ${unit}` : ''}`
      return [name, shown(value) ?? '', shown(good), shown(excellent), judged(figure)]
    }),
  ])
}

export const ratio = (value: number, to: number): string => (value / to).toFixed(3)
