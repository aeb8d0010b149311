'use client'

import { useSyncExternalStore } from 'react'

const KEY = 'functions-reading-stopped'
const listeners = new Set<() => void>()

/**
 * Whether the person stopped reading ahead; kept for this tab, so that coming back does not start it again.
 * Undefined on the server and while its HTML is taken over: then it is not known yet.
 */
export function useReadingStopped(): [isStopped: boolean | undefined, stop: (isStopped: boolean) => void] {
  const isStopped = useSyncExternalStore<boolean | undefined>(subscribe, read, () => undefined)
  return [isStopped, write]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): boolean {
  return sessionStorage.getItem(KEY) === 'true'
}

function write(isStopped: boolean): void {
  sessionStorage.setItem(KEY, String(isStopped))
  for (const listener of listeners) listener()
}
