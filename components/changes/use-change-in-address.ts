'use client'

import { usePathname } from 'next/navigation'
import { createParser, useQueryState } from 'nuqs'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { followedStore } from '@/components/changes/followed-store'
import { changePath } from '@/lib/identity/paths'
import { CHANGE_ID } from '@/lib/requests/change-id'

/** Anything but a change id is as good as nothing. Not by the schema: this stands on every page, zod does not. */
const parseAsChangeId = createParser({
  parse: (text) => (CHANGE_ID.test(text) ? text : null),
  serialize: (changeId: string) => changeId,
})

/**
 * The change that is being followed. It stands in the address (`?change=…`), so that it is shown again after a
 * reload, in another tab, and to whoever is sent the link.
 */
export function useChangeInAddress() {
  const pathname = usePathname()
  const [inAddress, setInAddress] = useQueryState('change', parseAsChangeId)
  const followed = useSyncExternalStore(
    followedStore.subscribe,
    followedStore.read,
    followedStore.readOnServer,
  )
  const ownHere = followed?.pathname === pathname ? followed : undefined
  const begunHere = ownHere?.changeId
  // Next writes the address itself at the end of a server action, and may write the one from before ours.
  useEffect(() => {
    if (begunHere !== undefined && inAddress !== begunHere) void setInAddress(begunHere)
  }, [begunHere, inAddress, setInAddress])
  const named = ownHere?.isAsked ? undefined : (begunHere ?? inAddress ?? undefined)
  // Its record shows it already: an address written late would put it over itself.
  const changeId = named !== undefined && pathname === changePath(named) ? undefined : named
  const [lastId, setLastId] = useState(changeId)
  if (changeId !== undefined && changeId !== lastId) setLastId(changeId)
  return {
    changeId,
    /** The one that was followed last: it goes on, and ends, after the person has looked away. */
    lastId,
    /** Puts the id into the address before anything is begun, so that a reload in that instant finds it. */
    ask: async (id: string) => {
      followedStore.write({ changeId: id, pathname, isAsked: true })
      await setInAddress(id)
    },
    follow: (id: string) => followedStore.write({ changeId: id, pathname }),
    /** Stops following; `for` another page the address is left to the way there. */
    leave: (next?: { for: 'another-page' }) => {
      followedStore.write(undefined)
      if (!next) void setInAddress(null)
    },
  }
}
