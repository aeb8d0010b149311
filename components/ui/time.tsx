'use client'

import { useSyncExternalStore } from 'react'
import { createListeners } from '@/lib/draft/listeners'
import { ageOf, localTime, utcShort } from './describe-time'
import { useServerNow } from './server-now'

interface TimeProps {
  /** ISO 8601, UTC. */
  iso: string
  /** How long ago, or the moment in the reader's own zone; the other one shows on hover. */
  show?: 'age' | 'moment'
}

/**
 * The server writes the age at its own time, or the moment in UTC, in the form that stays; the browser fills in the
 * reader's zone and keeps the age true.
 */
export function Time({ iso, show = 'age' }: TimeProps) {
  const serverNow = useServerNow()
  const now = useSyncExternalStore(followClock, readNow, () => undefined)
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return <span>{iso}</span>
  if (now === undefined)
    return (
      <time dateTime={iso} title={`${utcShort(moment)} UTC`} className="whitespace-nowrap">
        {show === 'age' && serverNow !== undefined ? ageOf(moment, serverNow) : utcShort(moment)}
      </time>
    )
  const age = ageOf(moment, now)
  const local = localTime(moment)
  return (
    <time dateTime={iso} title={`${local.withZone} (${age})`} className="whitespace-nowrap">
      {show === 'age' ? age : local.short}
    </time>
  )
}

/** Ages below a minute are counted in seconds, and five seconds are near enough. */
const TICK = 5_000
const clocks = createListeners()
let ticking: ReturnType<typeof setInterval> | undefined
let now: number | undefined

function tick() {
  now = Date.now()
  clocks.tell()
}

function followClock(listener: () => void): () => void {
  const end = clocks.subscribe(listener)
  ticking ??= setInterval(tick, TICK)
  return () => {
    end()
    if (!clocks.isEmpty()) return
    clearInterval(ticking)
    ticking = undefined
    now = undefined
  }
}

function readNow(): number {
  now ??= Date.now()
  return now
}
