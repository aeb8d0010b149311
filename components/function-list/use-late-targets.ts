'use client'

import { useEffect, useRef, useState } from 'react'

/** How long the rows of others wait for the next page of a target before them, in milliseconds. */
const PATIENCE = 1_500

/** What is waited for: the next page of each target that is being read, told from every other page. */
export interface Awaited {
  isReading: boolean
  pages: number
}

/** Which of the pages that are being read have been waited for too long, by target. */
export function useLateTargets(awaited: readonly Awaited[]): readonly boolean[] {
  const [late, setLate] = useState<ReadonlySet<string>>(new Set())
  const keys = awaited.map(({ isReading, pages }, index) => (isReading ? `${index} ${pages}` : ''))
  const key = keys.join()
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())
  useEffect(() => {
    const running = timers.current
    const wanted = new Set(key.split(',').filter((each) => each !== ''))
    for (const [each, timer] of running)
      if (!wanted.has(each)) {
        clearTimeout(timer)
        running.delete(each)
      }
    for (const each of wanted)
      if (!running.has(each))
        running.set(
          each,
          setTimeout(() => setLate((before) => new Set(before).add(each)), PATIENCE),
        )
  }, [key])
  useEffect(() => {
    const running = timers.current
    return () => {
      for (const timer of running.values()) clearTimeout(timer)
      running.clear()
    }
  }, [])
  return keys.map((each) => each !== '' && late.has(each))
}
