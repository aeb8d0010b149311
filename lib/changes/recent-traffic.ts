import 'server-only'
import type { Permit } from '@/lib/auth/permit'
import { endedBy } from '@/lib/aws/ended-by'
import { fail, type Result } from '@/lib/failures/result'
import { part } from '@/lib/functions/read-parts'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { getTraffic } from '@/lib/traffic/read'
import type { Traffic } from '@/lib/traffic/schema'

/** A review that closes something does not wait longer for CloudWatch; in milliseconds. */
const TRAFFIC_LIMIT_MS = 4_000

/** What cannot be read, or not soon enough, is not known: the review says so. */
export function recentTraffic(permit: Permit, identity: FunctionUrlIdentity): Promise<Result<Traffic>> {
  const late = (): never => fail('unreachable', 'CloudWatch did not respond in time.')
  const limit = AbortSignal.timeout(TRAFFIC_LIMIT_MS)
  return part(
    endedBy(limit, getTraffic.within(permit, identity)).catch((error: unknown) => {
      if (limit.aborted) late()
      throw error
    }),
  )
}
