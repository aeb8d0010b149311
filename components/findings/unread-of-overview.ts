import { unreadSentences } from '@/lib/findings/unread'
import type { FindingsOverview } from '@/lib/inventory/finding-schema'

/** What could not be read or judged, in the same sentences as in the report. */
export const unreadOfOverview = (overview: FindingsOverview): string[] =>
  unreadSentences({
    ...overview,
    targets: overview.sweeps.map(({ account, region, startedAt, phase, failures, failure }) => ({
      account,
      region,
      isNeverRead: startedAt === undefined,
      isUnfinished: phase !== 'ended',
      failures,
      failure,
    })),
  })
