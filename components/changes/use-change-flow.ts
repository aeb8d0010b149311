'use client'

import { useQuery } from '@tanstack/react-query'
import { useState, useTransition } from 'react'
import { applyChange, previewChange } from '@/lib/changes/actions'
import { changeQuery } from '@/lib/changes/queries'
import type { ChangeRequestInput, PlannedChange } from '@/lib/changes/schema'
import type { Failure, Result } from '@/lib/result'

/** Where a change stands for the person: being planned, under review, or under way. */
export interface ChangeFlow {
  plan?: PlannedChange
  /** Set when the plan was made anew because somebody else changed the state since the last review. */
  isChangedElsewhere: boolean
  failure?: Failure
  isPlanning: boolean
  isApplying: boolean
  changeId?: string
  review: (request: ChangeRequestInput) => void
  apply: (confirmation?: string) => void
  reset: () => void
}

interface Shown {
  plan?: PlannedChange
  failure?: Failure
  changeId?: string
  isChangedElsewhere: boolean
}

const NOTHING: Shown = { isChangedElsewhere: false }

/**
 * The way from a request over its review to its application. The id is made once per review, so that applying
 * twice is one change. `initialChangeId` takes up a change that is under way, after a reload.
 */
export function useChangeFlow(initialChangeId?: string, onStarted?: (changeId: string) => void): ChangeFlow {
  const [shown, setShown] = useState<Shown>({ ...NOTHING, changeId: initialChangeId })
  const [nextId, setNextId] = useState(() => crypto.randomUUID())
  const [isPlanning, startPlanning] = useTransition()
  const [isApplying, startApplying] = useTransition()

  const review = (request: ChangeRequestInput) =>
    startPlanning(async () => {
      setShown(NOTHING)
      setNextId(crypto.randomUUID())
      const planned = await reached(previewChange(request))
      setShown({ ...NOTHING, ...(planned.ok ? { plan: planned.value } : { failure: planned.failure }) })
    })

  const apply = (confirmation?: string) =>
    startApplying(async () => {
      const { plan } = shown
      if (!plan) return
      const { request, planHash } = plan
      const answer = await reached(applyChange({ changeId: nextId, request, planHash, confirmation }))
      if (!answer.ok) return setShown((now) => ({ ...now, failure: answer.failure }))
      if (answer.value.status === 'changed-elsewhere') {
        setNextId(crypto.randomUUID())
        return setShown({ plan: answer.value.plan, isChangedElsewhere: true })
      }
      setShown({ plan, changeId: answer.value.changeId, isChangedElsewhere: false })
      onStarted?.(answer.value.changeId)
    })

  return { ...shown, isPlanning, isApplying, review, apply, reset: () => setShown(NOTHING) }
}

/** An action that could not even be reached is a failure like any other: what was typed stays. */
async function reached<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await answer
  } catch (error) {
    const isNewVersion = error instanceof Error && /Server Action|unrecognized/i.test(error.message)
    return isNewVersion
      ? {
          ok: false,
          failure: {
            code: 'new-version',
            message: 'A new version of the console is running. Reload the page; what you typed is kept.',
          },
        }
      : {
          ok: false,
          failure: {
            code: 'unreachable',
            message: 'The console could not be reached. What you typed is kept.',
          },
        }
  }
}

/** A change as it stands, followed until it has its outcome. */
export function useChangeProgress(changeId: string | undefined) {
  return useQuery({ ...changeQuery(changeId ?? ''), enabled: changeId !== undefined })
}
