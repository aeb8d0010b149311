import { expect, test } from 'vitest'
import { runBesidePeople, runWithKills } from '@/lib/sweep/fixtures/process-runs'

/** As many as one worker asks at once: these may be asked again by who goes on after a kill. */
const WIDTH = 8

test('a worker that is killed in the middle is followed by one that goes on at the next function', async () => {
  const { found, urls, readTwice, throttled, phase } = await runWithKills(60, 1)
  console.log(`kill -9: ${readTwice} functions read twice, ${throttled} calls refused`)
  expect({ phase, found }).toEqual({ phase: 'ended', found: urls })
  expect(readTwice).toBeLessThanOrEqual(WIDTH)
}, 120_000)

test('a worker and a person in another process have one quota: nobody is refused often, nothing is lost', async () => {
  const { found, urls, readTwice, calls, throttled, reads, phase } = await runBesidePeople(45, 1)
  console.log(
    `two processes: ${throttled} of ${calls} calls refused, ${reads.milliseconds.length} reads by a person`,
  )
  expect({ phase, found, failed: reads.failed, readTwice }).toEqual({
    phase: 'ended',
    found: urls,
    failed: 0,
    readTwice: 0,
  })
  expect(throttled).toBeLessThanOrEqual(calls * 0.05)
}, 120_000)
