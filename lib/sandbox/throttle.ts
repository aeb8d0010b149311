/** Calls a second and burst for each budget, per account and region: Lambda's three, and LookupEvents of CloudTrail. */
export interface ThrottleRates {
  /** All control-plane operations together but the two below. */
  shared: number
  getPolicy: number
  getFunction: number
  /** AWS's own where it is left out. */
  lookupEvents?: number
}

/**
 * AWS's own figures, which cannot be raised. Sources: Lambda developer guide, "Lambda quotas", API requests; CloudTrail
 * API reference, LookupEvents.
 */
export const AWS_RATES = {
  shared: 15,
  getPolicy: 15,
  getFunction: 100,
  lookupEvents: 2,
} satisfies ThrottleRates

interface Bucket {
  tokens: number
  at: number
}

const SECOND = 1000

// The quotas page names GetPolicy and GetFunction alone; for the resource policy operations no budget was recorded, and
// so they count with all the others.
function budgetOf(operation: string): keyof ThrottleRates {
  if (operation === 'GetPolicy') return 'getPolicy'
  if (operation === 'GetFunction') return 'getFunction'
  if (operation === 'LookupEvents') return 'lookupEvents'
  return 'shared'
}

/** Token buckets; a budget's burst is one second of its rate. */
export class Throttle {
  private readonly buckets = new Map<string, Bucket>()

  constructor(private rates: ThrottleRates | false) {}

  /** Sets other rates, or none, and fills every bucket. */
  set(rates: ThrottleRates | false): void {
    this.rates = rates
    this.buckets.clear()
  }

  /** Takes one call out of the budget; false when it is used up. `now` is in milliseconds. */
  take(account: string, region: string, operation: string, now: number): boolean {
    if (this.rates === false) return true
    const budget = budgetOf(operation)
    const rate = this.rates[budget] ?? AWS_RATES[budget]
    const key = `${account}/${region}/${budget}`
    const bucket = this.buckets.get(key) ?? { tokens: rate, at: now }
    this.buckets.set(key, bucket)
    bucket.tokens = Math.min(rate, bucket.tokens + (Math.max(0, now - bucket.at) * rate) / SECOND)
    bucket.at = now
    if (bucket.tokens < 1) return false
    bucket.tokens -= 1
    return true
  }
}
