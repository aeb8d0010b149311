/** Who is told when something that this tab keeps has changed, as `useSyncExternalStore` wants it. */
export interface Listeners {
  tell: () => void
  /** Gives what ends it. */
  subscribe: (listener: () => void) => () => void
  isEmpty: () => boolean
}

export function createListeners(): Listeners {
  const all = new Set<() => void>()
  return {
    tell: () => {
      for (const listener of all) listener()
    },
    subscribe: (listener) => {
      all.add(listener)
      return () => void all.delete(listener)
    },
    isEmpty: () => all.size === 0,
  }
}
