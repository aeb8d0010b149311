import 'server-only'
import * as z from 'zod/mini'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { describeConnection } from '@/lib/connection/read'
import { type Target, targetSchema } from '@/lib/identity/schema'
import { addTarget, forgetTarget, pauseSweep, requestSweep } from '@/lib/inventory/sweep-rows'
import { recordEvent, recordedBy } from '@/lib/record/events'
import { wakeSweeper } from '@/lib/sweep/sweeper'

const steering = {
  input: targetSchema,
  operation: 'sweep:steer',
  resource: (input: Target) => input,
} as const

/** Asks for one account and region to be read now; one that is paused goes on. */
export const checkTarget = verb({
  ...steering,
  name: 'checkTarget',
  work: async ({ permit, input }) => {
    await addTarget(permit, input)
    await requestSweep(permit, input, permit.actor.name, permit.context.now().toISOString())
  },
})

/** Stops the reading of one account and region until somebody asks for it again. */
const pauseTarget = verb({
  ...steering,
  name: 'pauseTarget',
  work: ({ permit, input }) =>
    pauseSweep(permit, input, permit.actor.name, permit.context.now().toISOString()),
})

/** Takes what the index knows of one account and region out of it: the console does not look at it any more. */
export const forgetPlace = verb({
  name: 'forgetPlace',
  input: targetSchema,
  operation: 'account:forget',
  resource: (input: Target) => input,
  work: ({ permit, input }) => forgetTarget(permit, input),
})

/** Everything that the person may see, or one account and region of it; each asked for in words. */
const steerInputSchema = z.union([
  z.strictObject({ everything: z.literal(true) }),
  z.strictObject(targetSchema.shape),
])

type SteerInput = z.output<typeof steerInputSchema>

/** Has what the person may see read now. Answers how many accounts and regions; a process that reads takes them up. */
export const checkNow = verb({
  name: 'checkNow',
  input: steerInputSchema,
  operation: 'inventory:read',
  resource: () => ({}),
  work: async ({ permit, input }) => {
    const targets = await targetsOf(permit, input)
    for (const target of targets) await checkTarget.within(permit, target)
    wakeSweeper()
    return { targets: targets.length }
  },
})

/** Pauses the reading of what the person may see. */
export const pauseSweeps = verb({
  name: 'pauseSweeps',
  input: steerInputSchema,
  operation: 'inventory:read',
  resource: () => ({}),
  work: async ({ permit, input }) => {
    const targets = await targetsOf(permit, input)
    if (targets.length > 0) {
      const about = targets.length === 1 ? targets[0] : undefined
      await recordEvent(recordedBy(permit), { kind: 'reading-paused', places: targets.length }, about)
    }
    for (const target of targets) await pauseTarget.within(permit, target)
    return { targets: targets.length }
  },
})

async function targetsOf(permit: Permit, input: SteerInput): Promise<Target[]> {
  assertOperation(permit, 'inventory:read')
  const { targets } = await describeConnection.within(permit, {})
  return targets
    .flatMap((each) => each.regions.map((name) => ({ account: each.account, region: name })))
    .filter(
      ({ account, region }) =>
        'everything' in input || (account === input.account && region === input.region),
    )
}
