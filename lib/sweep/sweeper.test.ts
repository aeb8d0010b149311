import { afterEach, describe, expect, test, vi } from 'vitest'
import { ask } from '@/lib/auth/fixtures/ask'
import { ACCOUNT, type AwsWorld, OTHER_ACCOUNT, REGION, startAwsWorld } from '@/lib/aws/fixtures/aws-world'
import { acquireLease } from '@/lib/db/lease-rows'
import { getInventory } from '@/lib/inventory/read'
import type { SweepState } from '@/lib/inventory/schema'
import { addFunction, addFunctionUrl } from '@/lib/sandbox/build'
import { checkNow, pauseSweeps } from '@/lib/sweep/steer'
import { keepSweeping, stopSweeping, sweepLeaseKey } from '@/lib/sweep/sweeper'

let world: AwsWorld
afterEach(async () => {
  await stopSweeping()
  await world.close()
})

function addFunctions(count: number): void {
  for (let index = 0; index < count; index += 1) {
    const added = addFunction(world.region, { name: `f-${String(index).padStart(3, '0')}` })
    addFunctionUrl(world.state, added, { authType: 'AWS_IAM' })
  }
}

const target = { account: ACCOUNT, region: REGION }
const sweepsNow = async () => (await ask(getInventory, {})).sweeps
const ofTarget = (sweeps: SweepState[]) => {
  const found = sweeps.find(({ account, region }) => account === ACCOUNT && region === REGION)
  if (!found) throw new Error('The target was never entered.')
  return found
}

/** The state once it is as it should be. */
function until(isSo: (sweeps: SweepState[]) => boolean): Promise<SweepState[]> {
  return vi.waitFor(
    async () => {
      const sweeps = await sweepsNow()
      expect(sweeps.length > 0 && isSo(sweeps), JSON.stringify(sweeps)).toBe(true)
      return sweeps
    },
    { timeout: 30_000, interval: 30 },
  )
}

const isEnded = ({ phase, isRunning }: SweepState) => ['ended', 'failed'].includes(phase) && !isRunning

describe('the sweeper', () => {
  test('reads every account and region by itself; one that fails hides no other', async () => {
    world = await startAwsWorld({ isTrusted: false })
    addFunctions(3)
    keepSweeping()
    const sweeps = await until((all) => all.length === 4 && all.every(isEnded))
    const failed = sweeps.filter(({ phase }) => phase === 'failed')
    expect(failed.map(({ account }) => account)).toEqual([OTHER_ACCOUNT, OTHER_ACCOUNT])
    expect(failed[0]?.failure?.code).toBe('role-not-assumable')
    expect(ofTarget(sweeps)).toMatchObject({ phase: 'ended', done: 3 })
    expect((await ask(getInventory, {})).counts.urls).toBe(3)
  })

  test('waits for somebody to ask where it is switched off, and reads then', async () => {
    world = await startAwsWorld({ settings: { CONSOLE_SWEEP: 'off' } })
    addFunctions(1)
    keepSweeping()
    expect(await ask(checkNow, { everything: true })).toEqual({ targets: 4 })
    const sweeps = await until((all) => all.length === 4 && all.every(isEnded))
    expect(ofTarget(sweeps)).toMatchObject({ startedBy: 'tester' })
    expect(world.sandbox.ledger.read({ operation: 'ListFunctions', account: ACCOUNT })).toHaveLength(2)
  })

  test('pauses, makes no call then, and goes on where it was', async () => {
    world = await startAwsWorld({ settings: { CONSOLE_SWEEP: 'off' } })
    addFunctions(60)
    keepSweeping()
    await ask(checkNow, target)
    await until((all) => ofTarget(all).done >= 15)
    await ask(pauseSweeps, target)
    const paused = ofTarget(await until((all) => !ofTarget(all).isRunning))
    expect(paused).toMatchObject({ pausedBy: 'tester' })
    expect(paused.done).toBeLessThan(60)
    const calls = world.sandbox.ledger.read({ operation: 'ListFunctionUrlConfigs' }).length
    await ask(checkNow, target)
    expect(ofTarget(await until((all) => isEnded(ofTarget(all))))).toMatchObject({ done: 60, listed: 60 })
    const all = world.sandbox.ledger.read({ operation: 'ListFunctionUrlConfigs' }).length
    expect(all - calls).toBeLessThanOrEqual(60 - paused.done + 8)
  })

  test('leaves alone what another process reads', async () => {
    world = await startAwsWorld({ settings: { CONSOLE_SWEEP: 'off' } })
    addFunctions(1)
    await acquireLease({ key: sweepLeaseKey(target), owner: 'another process', ttlMs: 60_000 })
    keepSweeping()
    await ask(checkNow, { everything: true })
    const sweeps = await until((all) =>
      all.filter((sweep) => sweep.account !== ACCOUNT || sweep.region !== REGION).every(isEnded),
    )
    expect(ofTarget(sweeps)).toMatchObject({ isRunning: true, phase: 'new', done: 0 })
    expect(
      world.sandbox.ledger.read({ operation: 'ListFunctions', account: ACCOUNT, region: REGION }),
    ).toEqual([])
  })
})
