import 'server-only'
import * as z from 'zod/mini'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import { env } from '@/lib/env'
import { fail } from '@/lib/failures/result'
import { ruleOf } from '@/lib/findings/table'
import { accountNamesIn } from '@/lib/inventory/account-names'
import { countFindings, countHigh, pageOfFindings } from '@/lib/inventory/finding-rows'
import {
  findingsFilterSchema,
  listFindingsInputSchema,
  MAX_MUTE_DAYS,
  muteInputSchema,
  unmuteInputSchema,
} from '@/lib/inventory/finding-schema'
import { removeMute, writeMute } from '@/lib/inventory/mutes'
import { sweepStates } from '@/lib/inventory/sweep-states'

/** A page of findings from the index, each with its mute and what cures it; without a call to AWS. */
export const listFindings = verb({
  name: 'listFindings',
  input: listFindingsInputSchema,
  operation: 'inventory:read',
  resource: () => ({}),
  work: async ({ permit, input }) => {
    const { rows, next } = await pageOfFindings(permit, input)
    return { rows: new Unjudged(rows), next }
  },
  rows: { rows: { operation: 'function-url:read', resource: (row) => row } },
})

/** How many there are by rule, account and age, and what could not be judged. */
export const getFindings = verb({
  name: 'getFindings',
  input: findingsFilterSchema,
  operation: 'inventory:read',
  resource: () => ({}),
  work: async ({ permit, input }) => {
    const [counts, sweeps] = await Promise.all([countFindings(permit, input), sweepStates(permit)])
    return {
      ...counts,
      sweeps: new Unjudged(sweeps),
      accountNames: await accountNamesIn(permit, sweeps),
      isReadOnly: env().isReadOnly,
      readAt: permit.context.now().toISOString(),
    }
  },
  rows: { sweeps: { operation: 'function:list', resource: (row) => row } },
})

/** The number beside the navigation. */
export const countHighFindings = verb({
  name: 'countHighFindings',
  input: z.object({}),
  operation: 'inventory:read',
  resource: () => ({}),
  work: async ({ permit }) => ({ high: await countHigh(permit) }),
})

const DAY = 24 * 3_600_000

/**
 * Mutes a finding to the end of a day, with the reason, in the record.
 * @throws FailureError `invalid-input` for a day that is over or too far, or a rule that there is not; `read-only`.
 */
export const muteFinding = verb({
  name: 'muteFinding',
  input: muteInputSchema,
  operation: 'finding:mute',
  resource: (input) => input,
  work: async ({ permit, input: { rule, reason, until, ...identity } }) => {
    if (!ruleOf(rule)) refuse('rule', `There is no rule ${rule}.`)
    const end = Date.parse(`${until}T23:59:59.999Z`)
    const left = end - permit.context.now().getTime()
    if (!(left > 0)) refuse('until', 'This day is over: give a later one.')
    if (left > MAX_MUTE_DAYS * DAY) refuse('until', `Mute it for at most ${MAX_MUTE_DAYS} days.`)
    await writeMute(permit, identity, { rule, reason, until: new Date(end).toISOString() })
    return { until }
  },
})

function refuse(path: string, message: string): never {
  fail('invalid-input', message, { issues: [{ path, message }] })
}

/** The finding counts again. @throws FailureError `read-only` */
export const unmuteFinding = verb({
  name: 'unmuteFinding',
  input: unmuteInputSchema,
  operation: 'finding:mute',
  resource: (input) => input,
  work: async ({ permit, input: { rule, ...identity } }) => {
    await removeMute(permit, identity, rule)
    return {}
  },
})
