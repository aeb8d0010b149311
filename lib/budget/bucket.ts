/** What may be asked of one quota: calls that may go now, and how fast more come. */
export interface Bucket {
  calls: number
  /** Calls a second, as AWS was last seen to allow. */
  rate: number
  /** Milliseconds of one clock: when it was last filled, and when its rate was last lowered. */
  countedAt: number
  loweredAt: number
}

const SECOND = 1000
/** Calls let through at once. Fewer than the quota's 15: on the way to AWS calls bunch up a little. */
const MAX_BURST = 12
const BURST_PART = MAX_BURST / 15
/**
 * A refusal takes a tenth away, and refusals that come together count once: one that somebody else's burst has caused
 * costs little, while a neighbour that goes on is given a third of the quota within two seconds. It comes back so
 * slowly that a neighbour meets a refusal of its own every ten seconds or so, which every AWS SDK repeats.
 */
const LOWERED_TO = 0.9
const TOGETHER = 400
const CLIMB_EACH_SECOND = 0.2
/** However busy others are: people would wait for ever. */
const LEAST_RATE = 2

/** As it is before anybody has asked. */
export const fullBucket = (most: number, at: number): Bucket => ({
  calls: burstOf(most),
  rate: most,
  countedAt: at,
  loweredAt: at - SECOND,
})

/** How many calls it holds at most; a sandbox's throttle may be scaled. */
export const burstOf = (rate: number): number => Math.min(rate, Math.max(MAX_BURST, rate * BURST_PART))

/** As it is at this moment, with at most `most` calls a second. A clock that was put back adds nothing, once. */
export function filled({ calls, rate, countedAt, loweredAt }: Bucket, at: number, most: number): Bucket {
  const seconds = Math.max(0, at - countedAt) / SECOND
  const next = Math.min(most, rate + seconds * CLIMB_EACH_SECOND)
  return {
    calls: Math.min(burstOf(next), calls + seconds * Math.min(rate, most)),
    rate: next,
    countedAt: at,
    loweredAt: Math.min(loweredAt, at),
  }
}

/**
 * AWS has refused a call: what others and we asked for was too much, and nothing is left for the moment. Who has asked
 * for little lately is not the cause and stays as fast.
 */
export function lowered(bucket: Bucket, at: number): Bucket {
  const calls = Math.min(bucket.calls, 0)
  const isCause = bucket.calls < burstOf(bucket.rate) / 2
  if (!isCause || at - bucket.loweredAt < TOGETHER) return { ...bucket, calls }
  const rate = Math.max(Math.min(LEAST_RATE, bucket.rate), bucket.rate * LOWERED_TO)
  return { ...bucket, calls, rate, loweredAt: at }
}
