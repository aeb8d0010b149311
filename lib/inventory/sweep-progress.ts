import type { SweepState } from '@/lib/inventory/schema'
import { counted, formatNumber } from '@/lib/text/counted'

/**
 * running: something is read at this moment. waiting: somebody asked, and it begins in a moment. paused: until somebody
 * asks again. halfway: stopped, and nobody reads on now. idle: all that was begun has ended. never: nothing was begun.
 */
export type ReadingKind = 'running' | 'waiting' | 'paused' | 'halfway' | 'idle' | 'never'

/** All accounts and regions together. */
export interface ReadingProgress {
  kind: ReadingKind
  /** Functions asked for their URLs, and functions that are known of; more may come while `isListing`. */
  done: number
  listed: number
  isListing: boolean
  text: string
  /** When the last of all was read in full; absent when one never was. */
  completedAt?: string
}

const UNFINISHED = ['listing', 'reading', 'gates']
const MINUTE = 60

/** Whether a first reading has not even begun. */
export const isNeverRead = (sweeps: readonly SweepState[]): boolean =>
  !sweeps.some(({ startedAt }) => startedAt)

/** How far the reading is, in one line; a console that reads by itself begins soon after its start. */
export function readingProgress(sweeps: readonly SweepState[], isAutomatic: boolean): ReadingProgress {
  const found = kindOf(sweeps)
  const kind = found === 'never' && isAutomatic ? 'waiting' : found
  const ofInterest = sweeps.filter(({ phase }) => UNFINISHED.includes(phase))
  const counting = ofInterest.length > 0 ? ofInterest : sweeps
  const sum = (number: (sweep: SweepState) => number) =>
    counting.reduce((all, sweep) => all + number(sweep), 0)
  const progress = {
    kind,
    done: sum(({ done }) => done),
    listed: sum(({ listed }) => listed),
    isListing: ofInterest.some(({ phase }) => phase === 'listing'),
    completedAt: completedAt(sweeps),
  }
  return {
    ...progress,
    text: progressText(
      progress,
      ofInterest,
      sum(({ failures }) => failures),
    ),
  }
}

function kindOf(sweeps: readonly SweepState[]): ReadingKind {
  if (sweeps.some(({ isRunning }) => isRunning)) return 'running'
  if (sweeps.some(({ isRequested, pausedBy }) => isRequested && !pausedBy)) return 'waiting'
  const unfinished = sweeps.filter(({ phase }) => UNFINISHED.includes(phase))
  if (unfinished.some(({ pausedBy }) => pausedBy)) return 'paused'
  if (unfinished.length > 0) return 'halfway'
  return isNeverRead(sweeps) ? 'never' : 'idle'
}

function completedAt(sweeps: readonly SweepState[]): string | undefined {
  const times = sweeps.map((sweep) => sweep.completedAt)
  return times.length > 0 && times.every((time) => time !== undefined) ? times.sort()[0] : undefined
}

type Counted = Omit<ReadingProgress, 'text'>

function progressText(
  { kind, done, listed, isListing }: Counted,
  unfinished: SweepState[],
  failures: number,
): string {
  const functions = `${formatNumber(done)} of ${isListing ? 'the ' : ''}${counted(listed, 'function')}`
  const refused = failures > 0 ? `, ${formatNumber(failures)} could not be read` : ''
  const by = unfinished.find(({ pausedBy }) => pausedBy)?.pausedBy
  if (kind === 'running') {
    const isAsked = done === listed && !isListing
    const what = isAsked
      ? `${functions}, now aliases and concurrency`
      : `${functions}${isListing ? ' found so far' : ''}`
    return `Reading: ${what}${leftText(unfinished)}${refused}`
  }
  if (kind === 'waiting') return 'Reading begins in a moment'
  if (kind === 'paused') return `Paused by ${by}: ${functions} read${refused}`
  if (kind === 'halfway') return `Stopped half-way: ${functions} read${refused}`
  if (kind === 'never') return 'Nothing has been read yet'
  return `${counted(listed, 'function')} read${refused}`
}

/** Accounts and regions are read at the same time: the slowest says how long. Unknown as long as one is listing. */
function leftText(unfinished: SweepState[]): string {
  const seconds = unfinished.map(({ secondsLeft }) => secondsLeft)
  if (seconds.length === 0 || seconds.some((each) => each === undefined)) return ''
  const longest = Math.max(...seconds.map((each) => each ?? 0))
  return longest >= MINUTE ? `, about ${Math.ceil(longest / MINUTE)} min left` : `, about ${longest} s left`
}
