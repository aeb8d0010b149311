import { createListeners } from '@/lib/draft/listeners'

/** The change that this tab follows, and the page it was begun on: over another page it is not shown. */
interface Followed {
  changeId: string
  pathname: string
  /** The console was asked to begin it and has not answered: its review is still what is shown. */
  isAsked?: boolean
}

let followed: Followed | undefined
const followers = createListeners()

/** What `useSyncExternalStore` needs; the server follows nothing. */
export const followedStore = {
  read: () => followed,
  readOnServer: () => undefined,
  write: (next: Followed | undefined) => {
    followed = next
    followers.tell()
  },
  subscribe: followers.subscribe,
}
