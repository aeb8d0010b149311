'use client'

import { useState, useTransition } from 'react'
import { type Failure, failed, type Result } from '@/lib/failures/result'

const NO_ANSWER: Failure = {
  code: 'unreachable',
  message: 'The console does not respond. Try again in a moment.',
}

/** Asks for what leads in, and goes there as a whole: nothing of the page before stays. */
export function useEntry() {
  const [failure, setFailure] = useState<Failure>()
  const [isGoing, startGoing] = useTransition()
  const enter = (ask: () => Promise<Result<{ to: string } | { url: string }>>) =>
    startGoing(async () => {
      setFailure(undefined)
      const answer = await ask().catch(() => failed(NO_ANSWER))
      if (!answer.ok) return setFailure(answer.failure)
      window.location.assign('to' in answer.value ? answer.value.to : answer.value.url)
      // The button stays as it is until the other page is there.
      await new Promise(() => undefined)
    })
  /** What is wrong with one field. */
  const issue = (path: string) => failure?.issues?.find((each) => each.path === path)?.message
  const problem = failure?.issues?.length ? undefined : failure?.message
  return { enter, isGoing, problem, issue }
}
