import type { ComponentType } from 'react'

let shown: ComponentType | undefined
const listeners = new Set<() => void>()

/**
 * Loads what shows a change under way, which is on no page before: reviews ask for it beforehand, so that it is there
 * when the change begins. Safe to call again, also after it failed.
 */
export async function loadFollowedChange(): Promise<void> {
  const { FollowedChangeDialog } = await import('@/components/changes/followed-change-dialog')
  shown = FollowedChangeDialog
  for (const listener of listeners) listener()
}

/** What `useSyncExternalStore` needs to know what is loaded; unlike `lazy` it does not keep a failure for ever. */
export const followedChangeDialog = {
  read: () => shown,
  readOnServer: () => undefined,
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
