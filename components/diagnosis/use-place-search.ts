'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { findPlace, type SearchProgress, type SearchResult } from '@/components/diagnosis/find-function-url'
import { useConnection } from '@/components/shell/use-connection'
import type { Place } from '@/lib/diagnosis/places'
import type { Target } from '@/lib/identity/schema'

export interface PlaceSearch {
  state: 'waiting' | 'searching' | 'stopped' | 'done'
  progress: SearchProgress
  result?: SearchResult
  /** All accounts and regions that the console may read. */
  targets: readonly Target[]
  stop: () => void
  again: () => void
}

const NONE: SearchProgress = { functions: 0, targets: 0, failures: [] }

interface Run {
  key: string
  state: PlaceSearch['state']
  progress: SearchProgress
  result?: SearchResult
}

/** Looks for a place as soon as the text names it, until it is found, everything was looked at, or somebody stops it. */
export function usePlaceSearch(place: Place): PlaceSearch {
  const client = useQueryClient()
  const connection = useConnection()
  const [round, setRound] = useState(0)
  const [isStopped, setStopped] = useState(false)
  const key = JSON.stringify([place, round])
  const [run, setRun] = useState<Run>({ key: '', state: 'waiting', progress: NONE })
  const targets =
    connection?.targets.flatMap(({ account, regions }) => regions.map((region) => ({ account, region }))) ??
    []
  const targetsKey = JSON.stringify(targets)

  useEffect(() => {
    const [wanted] = JSON.parse(key) as [Place]
    const known = JSON.parse(targetsKey) as Target[]
    if (isStopped || known.length === 0) return
    const ending = new AbortController()
    const tell = (part: Partial<Run>) => {
      if (!ending.signal.aborted)
        setRun((former) => ({
          ...(former.key === key ? former : { key, state: 'searching', progress: NONE }),
          ...part,
        }))
    }
    const search = {
      client,
      targets: known,
      signal: ending.signal,
      onProgress: (progress: SearchProgress) => tell({ progress }),
    }
    findPlace(wanted, search).then(
      (result) => tell({ state: 'done', result, progress: result.progress }),
      () => tell({ state: 'stopped' }),
    )
    return () => ending.abort()
  }, [client, key, targetsKey, isStopped])

  const isOfThis = run.key === key
  return {
    state: isStopped ? 'stopped' : isOfThis ? run.state : targets.length > 0 ? 'searching' : 'waiting',
    progress: isOfThis ? run.progress : NONE,
    ...(isOfThis && run.result && { result: run.result }),
    targets,
    stop: () => setStopped(true),
    again: () => {
      setStopped(false)
      setRound(round + 1)
    },
  }
}
