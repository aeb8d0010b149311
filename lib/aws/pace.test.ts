import { describe, expect, test } from 'vitest'
import type { Priority } from '@/lib/auth/context'
import { createPace, type PaceClock, PaceFullError } from '@/lib/aws/pace'
import { ownBudget } from '@/lib/budget/own-budget'

/** What follows at once from what happened. */
const settled = () => new Promise<void>((resolve) => void setImmediate(resolve))

/** A clock that stands still until it is turned; everything due is run in order. */
function handClock() {
  let now = 0
  const due: { at: number; work: () => void }[] = []
  const clock: PaceClock = {
    now: () => now,
    after: (milliseconds, work) => due.push({ at: now + milliseconds, work }),
  }
  const turnTo = async (time: number) => {
    await settled()
    for (;;) {
      due.sort((a, b) => a.at - b.at)
      const next = due[0]
      if (!next || next.at > time) break
      due.shift()
      now = next.at
      next.work()
      await settled()
    }
    now = time
    await settled()
  }
  return { clock, turnTo, now: () => now }
}

function crowd(rate: number) {
  const time = handClock()
  const pace = createPace(ownBudget(rate, time.clock.now), time.clock)
  const admitted: { name: string; at: number }[] = []
  const come = (name: string, priority: Priority = 'person', signal = new AbortController().signal) =>
    pace
      .enter({ priority, person: name.split(' ')[0] ?? name }, signal)
      .then(() => void admitted.push({ name, at: time.now() }))
  return { ...time, come, admitted, names: () => admitted.map(({ name }) => name) }
}

describe('createPace', () => {
  test('lets a burst through, then keeps the rate', async () => {
    const { come, turnTo, admitted } = crowd(10)
    for (let index = 0; index < 30; index++) void come(`${index}`)
    await turnTo(0)
    expect(admitted).toHaveLength(10)
    await turnTo(1000)
    expect(admitted).toHaveLength(20)
    await turnTo(2000)
    expect(admitted).toHaveLength(30)
    expect(admitted.map(({ name }) => Number(name))).toEqual(Array.from({ length: 30 }, (_, index) => index))
  })

  test('in no second more than the rate and the burst', async () => {
    const { come, turnTo, admitted } = crowd(15)
    for (let index = 0; index < 100; index++) void come(`${index}`)
    await turnTo(10_000)
    expect(admitted).toHaveLength(100)
    for (const { at } of admitted)
      expect(admitted.filter((other) => other.at >= at && other.at < at + 1000).length).toBeLessThanOrEqual(
        30,
      )
    expect(admitted.at(-1)?.at).toBeGreaterThanOrEqual(((100 - 15) / 15) * 1000)
  })

  test('people go before background reading that came earlier', async () => {
    const { come, turnTo, names } = crowd(1)
    void come('first')
    void come('background', 'background')
    void come('person')
    await turnTo(5000)
    expect(names()).toEqual(['first', 'person', 'background'])
  })

  test('background reading always leaves room for a person', async () => {
    const { come, turnTo, admitted, names } = crowd(10)
    for (let index = 0; index < 20; index++) void come(`background ${index}`, 'background')
    await turnTo(0)
    expect(admitted).toHaveLength(8)
    void come('person')
    await turnTo(0)
    expect(names().at(-1)).toBe('person')
    await turnTo(5000)
    expect(admitted).toHaveLength(21)
  })

  test('who gives up waits no longer and takes no place', async () => {
    const { come, turnTo, names } = crowd(1)
    const leaving = new AbortController()
    void come('first')
    const gone = come('leaving', 'person', leaving.signal)
    void come('last')
    leaving.abort(new Error('scrolled away'))
    await expect(gone).rejects.toThrow('scrolled away')
    await turnTo(1000)
    expect(names()).toEqual(['first', 'last'])
  })

  test('who has given up already is not let in', async () => {
    const { come, names } = crowd(5)
    await expect(come('late', 'person', AbortSignal.abort(new Error('over')))).rejects.toThrow('over')
    expect(names()).toEqual([])
  })

  test('persons take turns, however much one of them asks for', async () => {
    const { come, turnTo, names } = crowd(1)
    for (let index = 0; index < 5; index++) void come(`mia ${index}`)
    void come('ben 0')
    void come('eva 0')
    await turnTo(10_000)
    expect(names()).toEqual(['mia 0', 'ben 0', 'eva 0', 'mia 1', 'mia 2', 'mia 3', 'mia 4'])
  })

  test('who has more waiting than can be served in time is told at once, and others are not', async () => {
    const { come, turnTo, names } = crowd(1)
    const leaving = new AbortController()
    const waiting = Array.from({ length: 13 }, (_, index) => come(`mia ${index}`, 'person', leaving.signal))
    await expect(come('mia again')).rejects.toThrow(PaceFullError)
    void come('ben 0')
    leaving.abort(new Error('left'))
    expect((await Promise.allSettled(waiting)).filter(({ status }) => status === 'rejected')).toHaveLength(12)
    await turnTo(1000)
    expect(names()).toEqual(['mia 0', 'ben 0'])
  })
})
