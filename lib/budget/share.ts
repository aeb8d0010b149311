import { type Bucket, burstOf } from '@/lib/budget/bucket'

/** What one process would ask AWS now. */
export interface Wanted {
  people: number
  background: number
}

export interface Want extends Wanted {
  process: string
  /** What it was given lately: see `fading`. */
  served: number
}

export interface Share {
  /** How many calls may go now. */
  calls: number
  /** When to ask again for what is left, in milliseconds from now; 0 when nothing is. */
  again: number
  /** What is left in the bucket, and what is still wanted. */
  bucket: Bucket
  left: Wanted
}

const SECOND = 1000
/** Calls that background reading leaves for a person who comes next. */
const KEPT_FOR_PEOPLE = 2
/** Background reading asks this often: seldom where nobody else waits for what it would leave lying. */
const SLICE = 200
const SLICE_ALONE = 400
const SOONEST = 20
/** A full bucket loses what comes: it is asked again well before. */
const BEFORE_FULL = 0.8
/** Given beyond what was asked, while there is plenty and nobody else: most calls are followed by others. */
const AHEAD = 3
const ROUNDING = 1e-6
const FADES_IN = 2000
/** Who was given much lately stands behind the others for so many calls and no longer. */
const MOST_AHEAD = 3

/**
 * One process's part of a bucket that was just filled. People of all processes come before all background reading,
 * and what there is goes to the processes in equal parts, what each was given lately counted in. What others want is
 * left in the bucket for them.
 */
export function shareOf(bucket: Bucket, mine: Want, others: readonly Want[]): Share {
  const all = [...others, mine].sort((one, other) => (one.process < other.process ? -1 : 1))
  const whole = Math.floor(bucket.calls + ROUNDING)
  const people = dealt(all, 'people', whole)
  const kept = Math.min(KEPT_FOR_PEOPLE, Math.max(0, Math.floor(burstOf(bucket.rate)) - 1))
  const background = dealt(all, 'background', whole - people.all - kept)
  const own = { people: people.of(mine.process), background: background.of(mine.process) }
  const left = { people: mine.people - own.people, background: mine.background - own.background }
  const unclaimed = whole - people.all - background.all
  const hasPlenty = others.length === 0 && unclaimed > burstOf(bucket.rate) / 2
  const calls = own.people + own.background + (hasPlenty ? Math.min(AHEAD, unclaimed - kept) : 0)
  const rest = { ...bucket, calls: bucket.calls - calls }
  return { calls, again: againIn(rest, left, kept, others.length === 0), bucket: rest, left }
}

/** What was given so many milliseconds ago counts for half after two seconds. */
export const fading = (served: number, milliseconds: number): number =>
  served * 0.5 ** (Math.max(0, milliseconds) / FADES_IN)

/** Deals so many calls out, each to who would have the fewest, until there are none or nobody wants more. */
function dealt(wants: readonly Want[], kind: keyof Wanted, calls: number) {
  const least = Math.min(...wants.map(({ served }) => served))
  const hands = wants.map(({ process, served, [kind]: wanted }) => ({
    ...{ process, wanted, given: 0 },
    ahead: Math.min(served - least, MOST_AHEAD),
  }))
  let left = Math.max(0, calls)
  for (; left > 0; left--) {
    const [next] = hands
      .filter(({ wanted, given }) => given < wanted)
      .sort((one, other) => one.ahead + one.given - other.ahead - other.given)
    if (!next) break
    next.given += 1
  }
  return {
    all: Math.max(0, calls) - left,
    of: (process: string) => hands.find((hand) => hand.process === process)?.given ?? 0,
  }
}

function againIn({ calls, rate }: Bucket, left: Wanted, kept: number, isAlone: boolean): number {
  const until = (needed: number) => Math.ceil((Math.max(0, needed - calls) / rate) * SECOND)
  if (left.people > 0) return Math.max(SOONEST, until(1))
  if (left.background === 0) return 0
  const slice = Math.min(isAlone ? SLICE_ALONE : SLICE, until(burstOf(rate)) * BEFORE_FULL)
  return Math.max(SOONEST, Math.round(slice), until(1 + kept))
}
