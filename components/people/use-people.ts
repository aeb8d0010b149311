'use client'

import { useState } from 'react'
import { askAgain } from '@/lib/draft/ask-again'
import { type Failure, failed, type Result } from '@/lib/failures/result'
import type { PeopleState } from '@/lib/people/schema'

const NO_ANSWER: Failure = { code: 'unreachable', message: 'The console itself does not respond.' }

/** Who there is and what each may, as the server answered it last; what is under way, and what went wrong. */
export function usePeople(initial: PeopleState) {
  const [state, setState] = useState(initial)
  const [served, setServed] = useState(initial)
  if (served !== initial) {
    // The page was read anew: somebody was invited.
    setServed(initial)
    setState(initial)
  }
  const [isSaving, setSaving] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const save = async (work: () => Promise<Result<PeopleState>>): Promise<boolean> => {
    setSaving(true)
    const answer = await askAgain(work).catch(() => failed(NO_ANSWER))
    setSaving(false)
    if (answer.ok) setState(answer.value)
    setFailure(answer.ok ? undefined : answer.failure)
    return answer.ok
  }
  return { state, save, isSaving, failure, forget: () => setFailure(undefined) }
}

export type People = ReturnType<typeof usePeople>
