'use client'

import { useSyncExternalStore } from 'react'

/** Whether React has taken over the server's HTML here: before that nobody hears a key or a click. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(subscribeToNothing, isTrue, isFalse)
}

const subscribeToNothing = () => () => {}
const isTrue = () => true
const isFalse = () => false
