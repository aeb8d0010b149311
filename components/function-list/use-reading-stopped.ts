'use client'

import { useSyncExternalStore } from 'react'
import { createListeners } from '@/lib/draft/listeners'

const KEY = 'functions-reading-stopped'
const stops = createListeners()

/**
 * Whether the person stopped reading ahead; kept for this tab, so that coming back does not start it again.
 * Undefined on the server and while its HTML is taken over: then it is not known yet.
 */
export function useReadingStopped(): [isStopped: boolean | undefined, stop: (isStopped: boolean) => void] {
  const isStopped = useSyncExternalStore<boolean | undefined>(stops.subscribe, read, () => undefined)
  return [isStopped, write]
}

function read(): boolean {
  return sessionStorage.getItem(KEY) === 'true'
}

function write(isStopped: boolean): void {
  sessionStorage.setItem(KEY, String(isStopped))
  stops.tell()
}
