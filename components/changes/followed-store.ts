/** The change that this tab follows, and the page it was begun on: over another page it is not shown. */
interface Followed {
  changeId: string
  pathname: string
  /** The console was asked to begin it and has not answered: its review is still what is shown. */
  isAsked?: boolean
}

let followed: Followed | undefined
const listeners = new Set<() => void>()

/** What `useSyncExternalStore` needs; the server follows nothing. */
export const followedStore = {
  read: () => followed,
  readOnServer: () => undefined,
  write: (next: Followed | undefined) => {
    followed = next
    for (const listener of listeners) listener()
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
