import { describe, expect, test } from 'vitest'
import { createState } from '@/lib/sandbox/build'
import { metricsOf } from '@/lib/sandbox/metrics'
import { seedFleet } from '@/lib/sandbox/seed/fleet'
import type { FunctionState, SandboxState } from '@/lib/sandbox/state'

const NOW = Date.UTC(2026, 10, 28)

function fleet(functions: number, seed = 1, isOneTarget = false): SandboxState {
  const state = createState()
  seedFleet(state, { functions, seed, isOneTarget }, NOW)
  return state
}

const regionsOf = (state: SandboxState) =>
  [...state.accounts.values()].flatMap(({ regions }) => [...regions.values()])
const functionsOf = (state: SandboxState) =>
  regionsOf(state).flatMap(({ functions }) => [...functions.values()])
const shapeOf = ({ name, runtime, urls, policies }: FunctionState) =>
  JSON.stringify([name, runtime, [...urls], [...policies]])

describe('a company of any size', () => {
  test('has as many functions as were asked for, and is the same for the same seed', () => {
    const [first, again, other] = [fleet(300), fleet(300), fleet(300, 2)].map((state) =>
      functionsOf(state).map(shapeOf),
    )
    expect(first).toHaveLength(300)
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  })

  test('has URLs on three functions in ten, one in twenty of them on an alias, and every auth type and mistake', () => {
    const urls = functionsOf(fleet(2000)).flatMap((each) =>
      [...each.urls].map(([qualifier, url]) => ({ each, qualifier, url })),
    )
    expect(urls.length).toBeGreaterThan(540)
    expect(urls.length).toBeLessThan(680)
    const onAlias = urls.filter(({ qualifier }) => qualifier === 'live')
    expect(onAlias.length).toBeGreaterThan(25)
    expect(onAlias.some(({ each }) => !each.aliases.has('live'))).toBe(true)
    const isSeen = (test: (entry: (typeof urls)[number]) => boolean) => urls.some(test)
    expect(isSeen(({ url }) => url.authType === 'NONE')).toBe(true)
    expect(isSeen(({ url }) => url.authType === 'AWS_IAM')).toBe(true)
    expect(isSeen(({ each }) => each.reservedConcurrency === 0)).toBe(true)
    expect(isSeen(({ url }) => url.cors?.AllowOrigins?.includes('*') === true)).toBe(true)
    expect(isSeen(({ url }) => url.authType === 'NONE' && url.cors === undefined)).toBe(true)
    expect(isSeen(({ each }) => each.runtime === 'nodejs16.x')).toBe(true)
  })

  test('lies in one account and region when asked to, otherwise in several', () => {
    expect(regionsOf(fleet(50, 1, true)).filter(({ functions }) => functions.size > 0)).toHaveLength(1)
    expect(regionsOf(fleet(400)).filter(({ functions }) => functions.size > 0).length).toBeGreaterThan(5)
  })

  test('has a past that is made when it is asked for, and says without making it who was called', () => {
    const state = fleet(200, 1, true)
    const metrics = metricsOf(state)
    const called = metrics.calledSince('111111111111', 'eu-central-1', NOW - 14 * 86_400_000)
    expect(called.length).toBeGreaterThan(20)
    for (const url of called) {
      const minutes = metrics.read({ ...url, start: NOW - 14 * 86_400_000, end: NOW })
      expect(minutes.length, url.functionName).toBeGreaterThan(0)
    }
    expect(metrics.calledSince('111111111111', 'eu-central-1', NOW - 14 * 86_400_000)).toEqual(called)
  })
})
