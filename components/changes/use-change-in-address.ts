'use client'

import { createParser, useQueryState } from 'nuqs'
import { useState } from 'react'
import { CHANGE_ID } from '@/lib/changes/change-id'

/** Anything but a change id is as good as nothing. */
const parseAsChangeId = createParser({
  parse: (text) => (CHANGE_ID.test(text) ? text : null),
  serialize: (changeId: string) => changeId,
})

/**
 * The change that is being followed. It stands in the address (`?change=…`), so that it is shown again after a
 * reload, in another tab, and to whoever is sent the link.
 */
export function useChangeInAddress() {
  const [changeId, setChangeId] = useQueryState('change', parseAsChangeId)
  const [lastId, setLastId] = useState(changeId)
  if (changeId !== null && changeId !== lastId) setLastId(changeId)
  return {
    changeId: changeId ?? undefined,
    /** The one that was followed last: it goes on, and ends, after the person has looked away. */
    lastId: lastId ?? undefined,
    follow: (id: string) => void setChangeId(id),
    leave: () => void setChangeId(null),
  }
}
