import 'server-only'
import * as z from 'zod/mini'
import type { Permit } from '@/lib/auth/permit'
import { Unjudged } from '@/lib/auth/unjudged'
import { verb } from '@/lib/auth/verb'
import { FailureError, type Result } from '@/lib/failures/result'
import { identityKey } from '@/lib/identity/names'
import {
  type FunctionUrlIdentity,
  functionNameSchema,
  functionUrlIdentitySchema,
  qualifierSchema,
  type Target,
  targetSchema,
} from '@/lib/identity/schema'
import { requestsInIndex, writeRequests } from '@/lib/inventory/traffic-rows'
import { countRequests } from '@/lib/traffic/count-requests'
import {
  type DailyRequests,
  type DailyRequestsOfUrl,
  listDailyRequestsInputSchema,
} from '@/lib/traffic/schema'

/** What was counted so long ago is counted again when somebody looks at it; in milliseconds. */
const FRESH_FOR = 6 * 3_600_000

/** What the index knows of the requests of one function URL. */
const getKnownRequests = verb({
  name: 'getKnownRequests',
  input: functionUrlIdentitySchema,
  operation: 'traffic:read',
  resource: (input) => input,
  work: ({ permit, input }) => requestsInIndex(permit, input),
})

const countInputSchema = z.extend(targetSchema, {
  urls: z.array(z.object({ functionName: functionNameSchema, qualifier: qualifierSchema })),
})

/**
 * Asks CloudWatch for the requests of function URLs of one account and region, and keeps them in the index.
 * @throws {FailureError}
 */
export const countRequestsOfTarget = verb({
  name: 'countRequestsOfTarget',
  input: countInputSchema,
  operation: 'traffic:list',
  resource: (input) => input,
  sight: 'rows-only',
  work: async ({ permit, input }) => {
    const { account, region, urls } = input
    const counted = await countRequests(permit, { account, region }, urls)
    await writeRequests(permit, { account, region }, counted)
    return { counted: new Unjudged(counted.map((each) => ({ account, region, ...each }))) }
  },
  rows: { counted: { operation: 'traffic:read', resource: (row) => row } },
})

/**
 * The requests of up to 25 function URLs day by day: from the index where they were counted lately, otherwise from
 * CloudWatch. Each is judged by itself: its days or the failure. Never fails as a whole.
 */
export const listDailyRequests = verb({
  name: 'listDailyRequests',
  input: listDailyRequestsInputSchema,
  operation: 'inventory:read',
  resource: () => ({}),
  sight: 'rows-only',
  work: async ({ permit, input }) => {
    const known = await Promise.all(input.identities.map((identity) => knownOf(permit, identity)))
    const isFresh = ({ days }: KnownRequests) =>
      days !== undefined && permit.context.now().getTime() - Date.parse(days.readAt) < FRESH_FOR
    const counted = await countAll(
      permit,
      known.filter((each) => each.isVisible && !isFresh(each)).map(({ identity }) => identity),
    )
    const urls = known.flatMap(({ identity, isVisible, days }): DailyRequestsOfUrl[] => {
      const answer = counted.get(identityKey(identity)) ?? (days && { ok: true, value: days })
      return isVisible && answer ? [{ identity, answer }] : []
    })
    return { urls: new Unjudged(urls) }
  },
  rows: { urls: { operation: 'traffic:read', resource: ({ identity }) => identity } },
})

interface KnownRequests {
  identity: FunctionUrlIdentity
  /** Whoever may not know of it is told nothing. */
  isVisible: boolean
  days?: DailyRequests
}

async function knownOf(permit: Permit, identity: FunctionUrlIdentity): Promise<KnownRequests> {
  try {
    return { identity, isVisible: true, days: await getKnownRequests.within(permit, identity) }
  } catch (error) {
    if (error instanceof FailureError) return { identity, isVisible: false }
    throw error
  }
}

/** Account by account and region by region; one that cannot be asked fails for its own function URLs alone. */
async function countAll(
  permit: Permit,
  identities: readonly FunctionUrlIdentity[],
): Promise<Map<string, Result<DailyRequests>>> {
  const targets = new Map(
    identities.map(({ account, region }) => [`${account}/${region}`, { account, region }]),
  )
  const answers = await Promise.all(
    [...targets.values()].map((target) => {
      const urls = identities.filter(
        (each) => each.account === target.account && each.region === target.region,
      )
      return countOf(permit, target, urls)
    }),
  )
  return new Map(answers.flat())
}

async function countOf(
  permit: Permit,
  target: Target,
  urls: FunctionUrlIdentity[],
): Promise<[string, Result<DailyRequests>][]> {
  try {
    const { counted } = await countRequestsOfTarget.within(permit, { ...target, urls })
    return counted.map(({ days, readAt, ...identity }) => [
      identityKey(identity),
      { ok: true, value: { days, readAt } },
    ])
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    const { failure } = error
    return urls.map((identity) => [identityKey(identity), { ok: false, failure }])
  }
}
