import type { Readback, Settled } from '@/lib/changes/operations/operation'

/** What became of a call that writes the reserved concurrency, told from what GetFunctionConcurrency answers since. */
export function settleConcurrency({ before, after, now }: Readback): Settled {
  if (now.concurrency === after.concurrency) return 'done'
  return now.concurrency === before.concurrency ? 'not-done' : 'other'
}
