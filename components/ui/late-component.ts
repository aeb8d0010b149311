import { type ComponentType, useSyncExternalStore } from 'react'
import { createListeners } from '@/lib/draft/listeners'

/** A component that is on no page at first and is there, whole, once it was loaded. */
export interface LateComponent<Props> {
  /** Safe to call again, also after it failed. */
  load: () => Promise<void>
  read: () => ComponentType<Props> | undefined
  subscribe: (listener: () => void) => () => void
}

/**
 * Unlike `lazy` it never suspends what stands around it, and does not keep a failure for ever: whoever needs it
 * loads it beforehand and knows when it is there.
 */
export function lateComponent<Props>(get: () => Promise<ComponentType<Props>>): LateComponent<Props> {
  let loaded: ComponentType<Props> | undefined
  const waiting = createListeners()
  return {
    load: async () => {
      loaded = await get()
      waiting.tell()
    },
    read: () => loaded,
    subscribe: waiting.subscribe,
  }
}

/** The component, once it is loaded; never on the server. */
export function useLateComponent<Props>(late: LateComponent<Props>): ComponentType<Props> | undefined {
  return useSyncExternalStore(late.subscribe, late.read, () => undefined)
}
