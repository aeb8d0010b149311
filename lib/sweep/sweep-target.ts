import 'server-only'
import type { Actor } from '@/lib/auth/context'
import type { Permit } from '@/lib/auth/permit'
import { backgroundContext, systemPermit } from '@/lib/auth/system-permit'
import { type Failure, type FailureCode, FailureError } from '@/lib/failures/result'
import { listFunctionUrlConfigs } from '@/lib/function-urls/read'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { listFunctions } from '@/lib/functions/read'
import { getInvocationFacts } from '@/lib/functions/read-invocation-facts'
import { identityKey } from '@/lib/identity/names'
import type { FunctionIdentity, Target } from '@/lib/identity/schema'
import {
  forgetFunction,
  forgetUnlisted,
  writeGates,
  writeListed,
  writePolicy,
  writePolicyFailure,
  writeTraffic,
  writeUrls,
  writeUrlsFailure,
} from '@/lib/inventory/index-writes'
import {
  beginSweep,
  completeSweep,
  enterPhase,
  failSweep,
  keepMarker,
  nextGates,
  nextPolicies,
  nextToAsk,
  type PolicyToAsk,
  resumeSweep,
  targetRow,
  writeDay,
} from '@/lib/inventory/sweep-rows'
import { writeTags, writeTagsFailure } from '@/lib/inventory/tag-rows'
import { listTaggedFunctions } from '@/lib/owner/list-tags'
import type { Tags } from '@/lib/owner/owner-of'
import { getPolicy } from '@/lib/permissions/read'
import { workOff } from '@/lib/sweep/dispenser'
import { listCalledFunctions } from '@/lib/traffic/list-called'

const SWEEPER: Actor = { kind: 'system', id: 'system:sweep', name: 'sweep' }

/** Enough calls under way that the quota, and not the way to AWS, decides how long it takes. */
const WIDTH = 8
/** So many functions in a row that cannot be read, and nothing in between that can: something else is wrong. */
const MAX_FAILED_IN_A_ROW = 25

/** Nothing else in this account and region will go better. */
const OF_THE_TARGET: readonly FailureCode[] = [
  'credentials-missing',
  'credentials-expired',
  'credentials-invalid',
  'clock-skew',
  'role-not-assumable',
  'unknown-target',
  'operation-unknown',
]

/** One run over one account and region; a sweep may take several, when it is stopped and goes on. */
interface Run {
  target: Target
  sweep: number
  startedAt: string
  /** Aborted when the run is to end: the console stops, somebody pauses it, or the lease is lost. */
  signal: AbortSignal
  permit: Permit
}

/** How often in a row a function could not be read, over all that is done at once in one run. */
interface Streak {
  failed: number
}

/** Ends a sweep with what keeps the whole target from being read. */
class EndOfSweep extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

const now = () => new Date().toISOString()

const DAY = 24 * 3_600_000

/** The permit of one run: each call in it has a limit of its own, and together they may take long. */
function permitFor(target: Target, signal: AbortSignal): Permit {
  return systemPermit({ ...backgroundContext(SWEEPER), signal, deadline: Date.now() + DAY }, target)
}

/**
 * Reads one account and region into the index, or goes on where an earlier run was stopped. Ends by itself when
 * everything is read, with the reason when it cannot be, and at once when the signal is aborted.
 * Whoever calls this holds the target's lease.
 */
export async function sweepTarget(target: Target, by: string, signal: AbortSignal): Promise<void> {
  const run = await beginOrResume(target, by, signal)
  try {
    await readEverything(run)
    if (signal.aborted) return
    await completeSweep(run.permit, target, now())
    await writeDay(run.permit, target, now().slice(0, 10))
  } catch (error) {
    if (signal.aborted) return
    const failure = error instanceof EndOfSweep ? error.failure : failureIn(error)
    if (!failure) throw error
    await failSweep(run.permit, target, failure, now())
  }
}

const failureIn = (error: unknown): Failure | undefined =>
  error instanceof FailureError ? error.failure : undefined

const UNFINISHED = ['listing', 'reading', 'gates']

async function beginOrResume(target: Target, by: string, signal: AbortSignal): Promise<Run> {
  const permit = permitFor(target, signal)
  const row = await targetRow(permit, target)
  const base = { target, signal, permit }
  if (row?.started_at && UNFINISHED.includes(row.phase)) {
    await resumeSweep(permit, target)
    return { ...base, sweep: row.sweep, startedAt: row.started_at }
  }
  const startedAt = now()
  return { ...base, sweep: await beginSweep(permit, target, by, startedAt), startedAt }
}

async function readEverything(run: Run): Promise<void> {
  const { target } = run
  const row = await targetRow(run.permit, target)
  let isListing = row?.phase === 'listing'
  let isAsking = true
  const streak: Streak = { failed: 0 }
  const stop = new AbortController()
  const signal = AbortSignal.any([run.signal, stop.signal])
  const own = { ...run, signal, permit: permitFor(target, signal) }
  const listing = isListing
    ? Promise.all([readTags(own), readTraffic(own), readListing(own, row?.marker)])
    : undefined
  const asking = workOff({
    ...shared(own, nextToAsk, run.sweep),
    keyOf: identityKey,
    work: (identity) => askFunction(own, streak, identity),
    isOpen: () => isListing,
  })
  const policies = workOff({
    ...shared(own, nextPolicies, run.startedAt),
    keyOf: identityKey,
    work: (identity) => askPolicy(own, streak, identity),
    isOpen: () => isAsking,
  })
  const parts = [
    listing?.then(async ([tags]) => {
      if (tags) await writeTags(own.permit, target, tags, now())
      await enterPhase(own.permit, target, 'reading')
      isListing = false
    }),
    asking.then(() => {
      isAsking = false
    }),
    policies,
  ]
  // The first thing that goes wrong ends the others.
  await Promise.all(
    parts.map((part) =>
      part?.catch((error: unknown) => {
        stop.abort()
        throw error
      }),
    ),
  ).finally(() => Promise.allSettled(parts))
  if (run.signal.aborted) return
  await forgetUnlisted(run.permit, target, run.sweep)
  await readGates(run)
}

type Next<Item, Mark> = (permit: Permit, target: Target, mark: Mark, count: number) => Promise<Item[]>

function shared<Item, Mark>(run: Run, next: Next<Item, Mark>, mark: Mark) {
  const fetch = (count: number) => next(run.permit, run.target, mark, count)
  return { fetch, width: WIDTH, signal: run.signal }
}

/** Which URLs are called only decides the order, so a console that may not read metrics goes without. */
async function readTraffic(run: Run): Promise<void> {
  try {
    const called = await listCalledFunctions.within(run.permit, run.target)
    await writeTraffic(run.permit, run.target, called)
  } catch (error) {
    if (!failureIn(error)) throw error
  }
}

/** The tags of every function; nothing where they could not be read, which stands beside what is known of them. */
async function readTags({ target, permit, signal }: Run): Promise<Map<string, Tags> | undefined> {
  const tagged = new Map<string, Tags>()
  let PaginationToken: string | undefined
  try {
    do {
      const page = await listTaggedFunctions.within(permit, { ...target, PaginationToken })
      for (const { functionName, tags } of page.functions) tagged.set(functionName, tags)
      PaginationToken = page.PaginationToken
    } while (PaginationToken && !signal.aborted)
    return signal.aborted ? undefined : tagged
  } catch (error) {
    const failure = failureIn(error)
    if (!failure) throw error
    if (!signal.aborted) await writeTagsFailure(permit, target, failure)
    return undefined
  }
}

/** All functions page by page; the marker is kept, so that a later run goes on here. */
async function readListing(run: Run, keptMarker: string | null | undefined): Promise<void> {
  const { target, sweep, permit } = run
  let Marker = keptMarker ?? undefined
  while (!run.signal.aborted) {
    const page = await listFunctions.within(permit, { ...target, Marker }).catch((error: unknown) => {
      if (Marker !== undefined && isExpiredMarker(error)) return undefined
      throw endingOf(error)
    })
    if (page) await writeListed(permit, target, sweep, page.functions)
    Marker = page?.NextMarker
    if (page && Marker === undefined) return
    await keepMarker(permit, target, Marker ?? null)
  }
}

/** A marker is good for a while only; the listing then begins again, and what it has named already stays named. */
const isExpiredMarker = (error: unknown): boolean =>
  failureIn(error)?.aws?.name === 'InvalidParameterValueException'

function endingOf(error: unknown): unknown {
  const failure = failureIn(error)
  return failure ? new EndOfSweep(failure) : error
}

/** All URLs of one function; a failure is written beside what was known of it, and the sweep goes on. */
async function askFunction(run: Run, streak: Streak, identity: FunctionIdentity): Promise<void> {
  const { sweep, permit } = run
  try {
    const { configs, readAt } = await urlsOf(permit, identity)
    await writeUrls(permit, identity, configs, { readAt, sweep })
    streak.failed = 0
  } catch (error) {
    const failure = await failureToKeep(run, streak, error)
    if (failure?.code === 'not-found') await forgetFunction(permit, identity)
    else if (failure) await writeUrlsFailure(permit, identity, failure, { at: now(), sweep })
  }
}

/** All URLs of one function, with the age of the first page. @throws {FailureError} */
export async function urlsOf(permit: Permit, identity: FunctionIdentity) {
  const { account, region, functionName } = identity
  const configs: FunctionUrlConfig[] = []
  let Marker: string | undefined
  let readAt: string | undefined
  do {
    const page = await listFunctionUrlConfigs.within(permit, { account, region, functionName, Marker })
    configs.push(...page.FunctionUrlConfigs)
    // The oldest page gives the age.
    readAt ??= page.readAt
    Marker = page.NextMarker
  } while (Marker)
  return { configs, readAt }
}

/** Policies of functions without a URL are read last: where they may not be read, the sweep is none the worse. */
async function askPolicy(run: Run, streak: Streak, { isLeftover, ...identity }: PolicyToAsk): Promise<void> {
  const { permit } = run
  try {
    const { policy, readAt } = await getPolicy.within(permit, identity)
    await writePolicy(permit, identity, policy, readAt)
    streak.failed = 0
  } catch (error) {
    const failure = await failureToKeep(run, isLeftover ? { failed: 0 } : streak, error)
    if (failure) await writePolicyFailure(permit, identity, failure, now())
  }
}

/**
 * The failure of one function, to stand beside it; nothing when the run is ending anyway.
 * @throws {EndOfSweep} when it is a failure of the whole target, or of too many in a row
 */
async function failureToKeep(run: Run, streak: Streak, error: unknown): Promise<Failure | undefined> {
  if (run.signal.aborted) return undefined
  const failure = failureIn(error)
  if (!failure) throw error
  if (failure.code === 'not-found') return failure
  streak.failed++
  if (OF_THE_TARGET.includes(failure.code) || streak.failed >= MAX_FAILED_IN_A_ROW)
    throw new EndOfSweep(failure)
  return failure
}

/** At the end, since verdicts are useful without: whether aliases still exist, and whether all calls are stopped. */
async function readGates(run: Run): Promise<void> {
  await enterPhase(run.permit, run.target, 'gates')
  await workOff({
    ...shared(run, nextGates, run.sweep),
    keyOf: identityKey,
    isOpen: () => false,
    work: async (identity) => {
      try {
        const facts = await getInvocationFacts.within(run.permit, identity)
        if (!run.signal.aborted) await writeGates(run.permit, identity, facts, run.sweep)
      } catch (error) {
        if (!run.signal.aborted) throw error
      }
    },
  })
}
