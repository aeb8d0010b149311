'use client'

import { useSyncExternalStore } from 'react'

const KEY = 'findings-visits'
const MINUTE = 60_000
/** Who comes back sooner has not been away. */
const AWAY = 30 * MINUTE

interface Visits {
  /** When this page was last open. */
  now: string
  /** When the visit before this one ended. */
  before?: string
}

let before: string | undefined
let isNoted = false

function stored(): Visits | undefined {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    const isVisits = typeof read === 'object' && read !== null && 'now' in read
    return isVisits ? (read as Visits) : undefined
  } catch {
    return undefined
  }
}

/** Notes that the page is open, and what counts as the visit before. */
function note(): void {
  const last = stored()
  const isAway = last !== undefined && Date.now() - Date.parse(last.now) > AWAY
  if (!isNoted) before = isAway ? last.now : last?.before
  isNoted = true
  try {
    localStorage.setItem(KEY, JSON.stringify({ now: new Date().toISOString(), before } satisfies Visits))
  } catch {
    // Without storage nothing is new, which is said of no finding.
  }
}

function subscribe(listener: () => void): () => void {
  note()
  listener()
  const timer = setInterval(note, MINUTE)
  return () => {
    clearInterval(timer)
    isNoted = false
  }
}

const read = () => before
const readNothing = () => undefined

/** When this browser last showed the findings, in an earlier visit; ISO 8601 in UTC, undefined at the first one. */
export const useLastVisit = (): string | undefined => useSyncExternalStore(subscribe, read, readNothing)
