import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bucket, burstOf, filled, fullBucket, lowered } from '@/lib/budget/bucket'
import { fading, shareOf, type Want } from '@/lib/budget/share'
import { Throttle } from '@/lib/sandbox/throttle'

const RATE = 15
const want = (part: Partial<Want>): Want => ({ process: 'a', people: 0, background: 0, served: 0, ...part })
const bucket = (calls: number, rate = RATE): Bucket => ({ ...fullBucket(rate, 0), calls })

describe('a share of one bucket', () => {
  test.each<[string, Bucket, Want, Want[], number]>([
    ['what is wanted', bucket(12), want({ people: 10 }), [], 10],
    ['a little more while there is plenty and nobody else', bucket(12), want({ people: 1 }), [], 4],
    ['no more than there is', bucket(3.9), want({ people: 10 }), [], 3],
    ['background leaves two for a person', bucket(12), want({ background: 20 }), [], 10],
    ['nothing for background where only those two are left', bucket(2.9), want({ background: 9 }), [], 0],
    [
      'people of another process before background',
      bucket(6),
      want({ background: 9 }),
      [want({ process: 'b', people: 5 })],
      0,
    ],
    [
      'half of it, where two want all',
      bucket(8),
      want({ people: 9 }),
      [want({ process: 'b', people: 9 })],
      4,
    ],
    [
      'the odd one for who was given less lately',
      bucket(1),
      want({ people: 9, served: 2 }),
      [want({ process: 'b', people: 9, served: 1 })],
      0,
    ],
    ['all that another leaves', bucket(8), want({ people: 9 }), [want({ process: 'b', people: 2 })], 6],
  ])('%s', (_, present, mine, others, calls) => {
    expect(shareOf(present, mine, others).calls).toBe(calls)
  })

  test('is a whole number, within what is there, and leaves to each other what they are due', () => {
    const wants = fc.record({ people: fc.nat(20), background: fc.nat(20), served: fc.nat(3) })
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 12, noNaN: true }),
        fc.double({ min: 1, max: 15, noNaN: true }),
        fc.array(wants, { minLength: 1, maxLength: 5 }),
        (calls, rate, drawn) => {
          const all = drawn.map((each, index) => want({ ...each, process: String(index) }))
          const shares = all.map((mine) =>
            shareOf(
              bucket(calls, rate),
              mine,
              all.filter((each) => each !== mine),
            ),
          )
          const sum = shares.reduce((total, share) => total + share.calls, 0)
          expect(sum).toBeLessThanOrEqual(Math.max(0, calls + 0.001))
          for (const share of shares) expect(Number.isInteger(share.calls) && share.calls >= 0).toBe(true)
          const people = all.reduce((total, each) => total + each.people, 0)
          const whole = Math.max(0, Math.floor(calls + 1e-6))
          // Whatever people want and there is, people get.
          expect(sum).toBeGreaterThanOrEqual(Math.min(people, whole))
        },
      ),
    )
  })
})

describe('the rate', () => {
  test('goes down by a tenth for refusals that come together, and climbs back', () => {
    let now = 10_000
    let present: Bucket = { ...fullBucket(RATE, now), calls: 3 }
    for (let index = 0; index < 5; index += 1) present = lowered(present, now + index * 10)
    expect(present).toMatchObject({ rate: 13.5, calls: 0 })
    now += 60_000
    expect(filled(present, now, RATE)).toMatchObject({ rate: RATE, calls: burstOf(RATE) })
  })

  test('stays as it is for who has asked for little: others were too many', () => {
    expect(lowered(fullBucket(RATE, 0), 5_000)).toMatchObject({ rate: RATE, calls: 0 })
  })

  test('never goes to nothing, and a clock that is put back adds nothing', () => {
    let present: Bucket = { ...fullBucket(RATE, 0), calls: 3 }
    for (let index = 1; index < 99; index += 1) present = lowered(present, index * 1000)
    expect(present.rate).toBe(2)
    expect(filled({ ...present, countedAt: 99_000 }, 50_000, RATE).calls).toBe(present.calls)
  })
})

/** So many processes that want as much as they can get, on one bucket, in front of AWS's throttle, for a minute. */
function minute({ processes = 1, neighbour = 0, rate = RATE }) {
  const throttle = new Throttle({ shared: RATE, getPolicy: RATE, getFunction: 100 })
  let present = fullBucket(rate, 0)
  const counts = { sent: 0, refused: 0, neighbourSent: 0, neighbourRefused: 0 }
  const askers = Array.from({ length: processes }, (_, index) => ({
    process: String(index),
    at: index,
    served: 0,
    got: 0,
    servedAt: 0,
  }))
  for (let now = 0; now < 60_000; now += 1) {
    if (neighbour > 0 && now % Math.round(1000 / neighbour) === 0) {
      counts.neighbourSent += 1
      if (!throttle.take('1', 'r', 'ListFunctions', now)) counts.neighbourRefused += 1
    }
    for (const asker of askers.filter(({ at }) => at <= now)) {
      const others = askers.filter((each) => each !== asker).map((each) => want({ ...each, background: 8 }))
      const share = shareOf(filled(present, now, rate), want({ ...asker, background: 8 }), others)
      present = share.bucket
      for (let call = 0; call < share.calls; call += 1) {
        counts.sent += 1
        if (throttle.take('1', 'r', 'ListFunctions', now)) continue
        counts.refused += 1
        present = lowered(present, now)
      }
      asker.got += share.calls
      asker.at = now + Math.max(1, share.again)
      asker.served = fading(asker.served, now - asker.servedAt) + share.calls
      asker.servedAt = now
    }
  }
  return { ...counts, got: askers.map(({ got }) => got) }
}

describe('in front of AWS’s throttle, for a minute', () => {
  test.each([1, 2, 3, 5, 10, 15])(
    'one process uses all of %i calls a second and is never refused',
    (rate) => {
      const { sent, refused } = minute({ rate })
      expect(refused).toBe(0)
      expect(sent).toBeGreaterThan(60 * rate * 0.97)
    },
  )

  test.each([2, 3])('%i processes have one quota together, in equal parts', (processes) => {
    const { sent, refused, got } = minute({ processes })
    expect(refused).toBe(0)
    expect(sent).toBeGreaterThan(60 * RATE - 15)
    expect(Math.max(...got) - Math.min(...got)).toBeLessThan(sent / processes / 10)
  })

  test('a neighbour with five calls a second keeps them; few are refused, and what it leaves is used', () => {
    const { sent, refused, neighbourSent, neighbourRefused } = minute({ neighbour: 5 })
    console.log(
      `with a neighbour: ${refused} of ${sent} refused, of its own ${neighbourRefused} of ${neighbourSent}`,
    )
    expect(refused / sent).toBeLessThan(0.05)
    expect(neighbourRefused / neighbourSent).toBeLessThan(0.05)
    expect(sent - refused).toBeGreaterThan(60 * 10 * 0.9)
  })
})
