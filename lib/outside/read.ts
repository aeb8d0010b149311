import 'server-only'
import * as z from 'zod/mini'
import { assertOperation } from '@/lib/auth/permit'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import { describeConnection } from '@/lib/connection/read'
import { targetSchema } from '@/lib/identity/schema'
import { addTarget } from '@/lib/inventory/sweep-rows'
import { outsideRows, requestTrail, trailStates } from '@/lib/outside/outside-rows'
import { listOutsideInputSchema } from '@/lib/outside/schema'

const PAGE = 25

/**
 * Changes that were made past this console, newest first, of everything or of one function or function URL, as far as
 * CloudTrail has told of them; what the record has is left out.
 */
export const listOutside = verb({
  name: 'listOutside',
  input: listOutsideInputSchema,
  operation: 'outside:read',
  resource: () => ({}),
  sight: 'in-bond',
  work: async ({ permit, input }) => {
    const [found, trails] = await Promise.all([outsideRows(permit, input, PAGE + 1), trailStates(permit)])
    const changes = found.slice(0, PAGE)
    const last = changes.at(-1)
    return {
      changes: new Unjudged(changes),
      next: found.length > PAGE && last ? `${last.at}/${last.eventId}` : undefined,
      trails: new Unjudged(trails),
    }
  },
  rows: {
    changes: { operation: 'function:read', resource: (row) => row },
    trails: { operation: 'function:list', resource: (row) => row },
  },
})

const lookAtTarget = verb({
  name: 'lookAtTarget',
  input: targetSchema,
  operation: 'sweep:steer',
  resource: (input) => input,
  sight: 'outcome',
  work: async ({ permit, input }) => {
    await addTarget(permit, input)
    await requestTrail(permit, input, permit.context.now().toISOString())
  },
})

/** Has CloudTrail asked now, by the process that reads in the background. Answers how many accounts and regions. */
export const lookOutside = verb({
  name: 'lookOutside',
  input: z.strictObject({ everything: z.literal(true) }),
  operation: 'outside:read',
  resource: () => ({}),
  sight: 'in-bond',
  work: async ({ permit }) => {
    assertOperation(permit, 'outside:read')
    const { targets } = await describeConnection.within(permit, {})
    const places = targets.flatMap(({ account, regions }) => regions.map((region) => ({ account, region })))
    for (const place of places) await lookAtTarget.within(permit, place)
    return { targets: places.length }
  },
})
