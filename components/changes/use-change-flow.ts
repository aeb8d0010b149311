'use client'

import { unstable_isUnrecognizedActionError as isUnrecognizedActionError } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { changePlan, followedChangeDialog, sendRequest } from '@/components/changes/late-parts'
import { useChangeInAddress } from '@/components/changes/use-change-in-address'
import { useStateCache } from '@/components/changes/use-state-cache'
import { applyChange, previewChange } from '@/lib/changes/actions'
import type { PlannedChange } from '@/lib/changes/change'
import type { Cors } from '@/lib/cors/value/schema'
import { askAgain } from '@/lib/draft/ask-again'
import type { Failure, Result } from '@/lib/failures/result'
import { mergedCors } from '@/lib/function-urls/merged-cors'
import { isSameCors } from '@/lib/function-urls/settings'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'

/** Where a change stands for the person before it is begun: being planned, or under review. */
export interface ChangeFlow {
  plan?: PlannedChange
  /** What the open review is about. */
  identity?: FunctionUrlIdentity
  /** The state is not what the person has seen: it was changed elsewhere since the page, or the last plan, read it. */
  isChangedElsewhere: boolean
  /** Takes both into one change, where this one would undo what somebody else has done meanwhile. */
  merge?: () => void
  /** What is under review was put on top of what somebody else has done. */
  isMerged: boolean
  failure?: Failure
  isPlanning: boolean
  isApplying: boolean
  review: (request: ChangeRequestInput) => void
  /** Plans the last request once more, on the state as it is now. */
  reviewAgain: () => void
  apply: (confirmation?: string) => void
  reset: () => void
}

interface Shown {
  plan?: PlannedChange
  failure?: Failure
  isChangedElsewhere: boolean
  isMerged: boolean
  merged?: ChangeRequestInput
  identity?: FunctionUrlIdentity
}

const NOTHING: Shown = { isChangedElsewhere: false, isMerged: false }

/**
 * The way from a request over its review to its beginning. The change's id is made once per review, so that
 * applying twice is one change. Its id stands in the address from before it begins and is followed there, unless
 * `onStarted` takes it elsewhere; where that stays on this page, `isFollowedHere` says so.
 */
export function useChangeFlow(
  onStarted?: (changeId: string) => void,
  isFollowedHere = onStarted === undefined,
): ChangeFlow {
  const { ask, follow, leave } = useChangeInAddress()
  const cache = useStateCache()
  const [shown, setShown] = useState(NOTHING)
  const [nextId, setNextId] = useState(() => crypto.randomUUID())
  const [isPlanning, startPlanning] = useTransition()
  const [isApplying, startApplying] = useTransition()
  /** The review that is open; an answer that comes after it was closed belongs to nobody. */
  const open = useRef<{ request: ChangeRequestInput }>(undefined)

  const review = (request: ChangeRequestInput, isMerged = false) => {
    const asked = { request }
    open.current = asked
    // An earlier plan of the same review stays in sight until the new one is there; it cannot be applied.
    const { identity } = request
    setShown(({ plan }) => ({ ...NOTHING, plan, identity }))
    setNextId(crypto.randomUUID())
    // A failure to load shows when it is needed.
    followedChangeDialog.load().catch(() => undefined)
    startPlanning(async () => {
      const planned = await reached(planToShow(request), NOT_PLANNED)
      if (open.current !== asked) return
      if (!planned.ok) return setShown({ ...NOTHING, failure: planned.failure, identity })
      const { before, readAt } = planned.value
      const isChangedElsewhere = cache.isOutdatedBy(identity, before)
      const base = cache.shownConfig(identity)?.Cors
      const merged = isChangedElsewhere ? mergedRequest(request, base, before.config?.Cors) : undefined
      setShown({ plan: planned.value, isChangedElsewhere, isMerged, merged, identity })
      cache.learn(identity, before, readAt)
    })
  }

  const apply = (confirmation?: string) =>
    startApplying(async () => {
      const { plan } = shown
      if (!plan || isPlanning) return
      const { request, planHash } = plan
      const input = { changeId: nextId, request, planHash, confirmation }
      if (isFollowedHere) await ask(nextId)
      const answer = await reached(
        askAgain(() => applyChange(input)),
        NOT_ANSWERED,
      )
      // What may have begun keeps its place in the address.
      if (!answer.ok) {
        if (isFollowedHere && answer.failure !== NOT_ANSWERED) leave()
        // Requests have come since the review: it has to be confirmed by typing now.
        if (answer.failure.code === 'confirmation-mismatch') return review(request)
        return setShown((now) => ({ ...now, failure: answer.failure }))
      }
      if (answer.value.status === 'changed-elsewhere') {
        leave()
        const { plan: anew } = answer.value
        if (isFollowedHere) leave()
        setNextId(crypto.randomUUID())
        const merged = mergedRequest(request, plan.before.config?.Cors, anew.before.config?.Cors)
        const { identity } = request
        setShown({ plan: anew, isChangedElsewhere: true, isMerged: false, merged, identity })
        return cache.learn(request.identity, anew.before, anew.readAt)
      }
      // Until what shows it is there, the review stays: a change that has begun never goes out of sight.
      await followedChangeDialog.load().catch(() => undefined)
      reset()
      if (onStarted) onStarted(answer.value.changeId)
      else follow(answer.value.changeId)
    })

  const reset = () => {
    // What the page behind the review shows is no longer there.
    if (open.current && shown.failure?.code === 'not-found') cache.forget(open.current.request.identity)
    open.current = undefined
    setShown(NOTHING)
  }
  const reviewAgain = () => {
    if (open.current) review(open.current.request)
  }
  const { merged, ...rest } = shown
  const merge = merged && (() => review(merged, true))
  return {
    ...rest,
    merge,
    isPlanning,
    isApplying,
    review: (request) => review(request),
    reviewAgain,
    apply,
    reset,
  }
}

/** CORS is written as a whole, so that one edit undoes the other; undefined where it does not. */
function mergedRequest(
  request: ChangeRequestInput,
  base: Cors | undefined,
  theirs: Cors | undefined,
): ChangeRequestInput | undefined {
  if (request.kind !== 'update' || request.Cors === undefined) return undefined
  const Cors = mergedCors(base, request.Cors, theirs)
  return isSameCors(Cors, request.Cors) ? undefined : { ...request, Cors }
}

/** What shows a plan is loaded along with the first one: no plan is there to be applied before it can be seen. */
async function planToShow(request: ChangeRequestInput): Promise<Result<PlannedChange>> {
  const shows = changePlan.load()
  shows.catch(() => undefined)
  const planned = await askAgain(() => previewChange(request))
  if (planned.ok) await shows
  if (planned.ok && planned.value.obstacle?.canBeSent) await sendRequest.load()
  return planned
}

const NEW_VERSION: Failure = {
  code: 'new-version',
  message: 'A new version of the console is running. Reload the page; what you typed is kept.',
}
const NOT_PLANNED: Failure = {
  code: 'unreachable',
  message: 'The console could not be reached. What you typed is kept.',
}
const NOT_ANSWERED: Failure = {
  code: 'unreachable',
  message:
    'The console did not respond, so this may have started. Applying again is safe: it is the same change and has one effect.',
}

/** An action that could not even be reached is a failure like any other: what was typed stays. */
async function reached<T>(answer: Promise<Result<T>>, unreachable: Failure): Promise<Result<T>> {
  try {
    return await answer
  } catch (error) {
    return { ok: false, failure: isUnrecognizedActionError(error) ? NEW_VERSION : unreachable }
  }
}
