import type { Wanted } from '@/lib/budget/share'

/** How many calls may go now, and after how many milliseconds to ask again for the others; 0 when there are none. */
export interface Granted {
  calls: number
  again: number
}

/** What may be asked of one quota of AWS's, in one account and region. */
export interface Budget {
  /** Calls a second that it never exceeds. */
  most: number
  take: (wanted: Wanted) => Promise<Granted>
  /** AWS has refused a call because there were too many. */
  refused: () => void
}
