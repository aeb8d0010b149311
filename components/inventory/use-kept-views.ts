import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askAgain } from '@/lib/draft/ask-again'
import { type Failure, failed, type Result } from '@/lib/failures/result'
import { savedViewsQuery } from '@/lib/saved-views/queries'

const NO_ANSWER: Failure = { code: 'unreachable', message: 'The console itself does not respond.' }

/** Keeps, changes or deletes saved views: what is under way, what went wrong, and the list read anew afterwards. */
export function useKeptViews() {
  const client = useQueryClient()
  const [isKeeping, setKeeping] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const keep = async (work: () => Promise<Result<unknown>>): Promise<boolean> => {
    setKeeping(true)
    const answer = await askAgain(work).catch(() => failed(NO_ANSWER))
    setFailure(answer.ok ? undefined : answer.failure)
    await client.invalidateQueries({ queryKey: savedViewsQuery().queryKey })
    setKeeping(false)
    return answer.ok
  }
  return { keep, isKeeping, failure, forget: () => setFailure(undefined) }
}

/** What went wrong, in the words of the field that it is about. */
export const sentenceOf = (failure: Failure | undefined): string | undefined =>
  failure?.issues?.[0]?.message ?? failure?.message
