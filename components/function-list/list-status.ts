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

interface UrlStatus {
  /** Functions read so far. */
  read: number
  /** Function URLs read so far, and of how many functions. */
  urls: { count: number; functions: number }
  /** Whether the filter can only tell of functions whose URLs are read. */
  needsUrls: boolean
  /** URLs of which is not read who can call them, where the filter asks for that. */
  unjudged?: number
}

/** How many URLs there are, as far as they were read: what is unread may match too. Empty while nothing is known. */
export function urlStatusText(status: UrlStatus): string {
  const { unjudged = 0 } = status
  const text = countedUrls(status)
  return unjudged > 0 ? `${text}, who can call ${formatNumber(unjudged)} of them not read yet` : text
}

function countedUrls({ read, urls: { count, functions }, needsUrls }: UrlStatus): string {
  const unread = Math.max(0, read - functions)
  if (functions === 0) return needsUrls && unread > 0 ? 'no URLs read yet' : ''
  const urls = counted(count, 'URL')
  if (unread === 0) return urls
  return needsUrls
    ? `${urls}, those of ${counted(unread, 'function')} not read yet`
    : `${urls} in the ${counted(functions, 'function')} whose URLs are read`
}
