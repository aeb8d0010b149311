import type { ConcurrencyPool } from '@/lib/functions/schema'
import { formatNumber } from '@/lib/text/counted'

/** What AWS keeps unreserved in an account (Lambda developer guide, "Configuring reserved concurrency"). */
export const MIN_UNRESERVED = 100

/** The most that AWS lets be reserved for a function that has `was` reserved now. */
export const mostReservable = ({ UnreservedConcurrentExecutions }: ConcurrencyPool, was: number): number =>
  Math.max(0, UnreservedConcurrentExecutions + was - MIN_UNRESERVED)

/** Why AWS refuses to reserve so much for a function that has `was` reserved now; undefined where it does not. */
export function poolRefusal(wanted: number, was: number, pool: ConcurrencyPool): string | undefined {
  const most = mostReservable(pool, was)
  if (wanted <= most) return undefined
  const { ConcurrentExecutions: all, UnreservedConcurrentExecutions: unreserved } = pool
  return `AWS will refuse this: of the ${formatNumber(all)} concurrent executions of the account in this region ${formatNumber(unreserved)} are unreserved, and ${MIN_UNRESERVED} must stay so. At most ${formatNumber(most)} can be reserved.`
}
