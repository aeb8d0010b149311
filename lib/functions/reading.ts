import type { Failure } from '@/lib/failures/result'
import type { FunctionFacts, FunctionsPage } from '@/lib/functions/schema'
import type { Target } from '@/lib/identity/schema'

/** How far the functions of one account and region have been read. */
export interface TargetReading {
  target: Target
  pages: FunctionsPage[]
  /** False only when AWS said that the last page is here. */
  hasMore: boolean
  isReading: boolean
  /** Its next page has been waited for longer than people wait for a list. */
  isLate?: boolean
  /** Why reading stands still; what was read before stays. */
  failure?: Failure
}

/** A page that the list shows, by the index of its target and its own. */
export interface PlacedPage {
  target: number
  page: number
}

export type ReadingPhase = 'reading' | 'stopped' | 'failed' | 'complete'

/**
 * Puts pages that arrived behind those already placed, so that no row is ever inserted above another.
 * With `inTargetOrder` a target waits until those before it are finished, have failed or are late; that gives the
 * order of targets although all of them are read at once, and a slow one hides no row of the others. Without it, everything read is placed.
 * Answers the same array when there is nothing to add.
 */
export function placePages(
  placed: PlacedPage[],
  readings: TargetReading[],
  inTargetOrder: boolean,
): PlacedPage[] {
  const added: PlacedPage[] = []
  for (const [target, reading] of readings.entries()) {
    const first = placed.filter((place) => place.target === target).length
    for (let page = first; page < reading.pages.length; page++) added.push({ target, page })
    if (inTargetOrder && reading.hasMore && !reading.failure && !reading.isLate) break
  }
  return added.length === 0 ? placed : [...placed, ...added]
}

/** The functions of the placed pages, each once: a page can repeat one when functions came or went meanwhile. */
export function functionsOf(readings: TargetReading[], placed: PlacedPage[]): FunctionFacts[] {
  const seen = new Set<string>()
  const functions: FunctionFacts[] = []
  for (const { target, page } of placed)
    for (const facts of readings[target]?.pages[page]?.functions ?? []) {
      // The ARN names account, region and function, and is there without building a key for each of thousands.
      if (seen.has(facts.FunctionArn)) continue
      seen.add(facts.FunctionArn)
      functions.push(facts)
    }
  return functions
}

/** Every function read so far, placed or not. */
export function allFunctions(readings: TargetReading[]): FunctionFacts[] {
  return functionsOf(readings, placePages([], readings, false))
}

/** One word for where the reading as a whole stands. */
export function readingPhase(readings: TargetReading[], isStopped: boolean): ReadingPhase {
  const unfinished = readings.filter(({ hasMore }) => hasMore)
  if (unfinished.length === 0) return 'complete'
  if (unfinished.every(({ failure, isReading }) => failure && !isReading)) return 'failed'
  return isStopped ? 'stopped' : 'reading'
}

/** When the oldest page on screen was read: the list is no fresher than that. */
export function oldestReadAt(readings: TargetReading[]): string | undefined {
  const times = readings.flatMap(({ pages }) => pages.map(({ readAt }) => readAt))
  return times.sort()[0]
}
