import { type Bucket, filled, fullBucket, lowered } from '@/lib/budget/bucket'
import type { Budget } from '@/lib/budget/budget'
import { shareOf } from '@/lib/budget/share'

interface OwnBudget extends Budget {
  /** Goes on from what was last known of the shared one, at so many calls a second. */
  become: (bucket: Pick<Bucket, 'calls' | 'rate'>) => void
}

/** A budget that one process has for itself; `now` in milliseconds. */
export function ownBudget(most: number, now: () => number): OwnBudget {
  let bucket = fullBucket(most, now())
  let ceiling = most
  return {
    most,
    take: async ({ people, background }) => {
      const want = { process: 'own', people, background, served: 0 }
      const share = shareOf(filled(bucket, now(), ceiling), want, [])
      bucket = share.bucket
      return share
    },
    refused: () => {
      bucket = lowered(filled(bucket, now(), ceiling), now())
    },
    become: ({ calls, rate }) => {
      ceiling = rate
      bucket = { ...fullBucket(rate, now()), calls }
    },
  }
}
