import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { LOCK_PATIENCE } from '@/lib/db/database-error'
import { isBusy } from '@/lib/db/file-error'

const SHORTEST = 10
const LONGEST = 50

/**
 * Does the work, and again as long as it meets the lock of another process. SQLite's own waiting would hold up the
 * whole process, every page with it; here everything else goes on between the attempts.
 * @throws what the last attempt threw.
 */
export async function patiently<T>(work: () => T | Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + LOCK_PATIENCE
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || performance.now() >= giveUpAt) throw error
      // Two that wait must not meet again and again.
      await wait(SHORTEST + Math.random() * (LONGEST - SHORTEST))
    }
  }
}
