import type { ReadingPhase } from '@/lib/functions/reading'
import { counted, formatNumber } from '@/lib/text/counted'

interface ListStatus {
  /** Functions that the filter lets through. */
  shown: number
  /** Functions read so far, in all targets. */
  read: number
  isFiltered: boolean
  phase: ReadingPhase
  isRefreshing: boolean
}

const AFTERWARDS: Record<ReadingPhase, string> = {
  reading: ', still reading',
  stopped: ', reading stopped',
  failed: ', the rest could not be read',
  complete: '',
}

/** How much the list shows and of how much: `3 of 1,240 functions read, still reading`. */
export function listStatusText({ shown, read, isFiltered, phase, isRefreshing }: ListStatus): string {
  const afterwards = isRefreshing ? ', reading again' : AFTERWARDS[phase]
  const functions = counted(read, 'function')
  const isAll = phase === 'complete'
  const count = isFiltered ? `${formatNumber(shown)} of ${functions}` : functions
  return `${count}${isAll ? '' : ' read'}${afterwards}`
}
