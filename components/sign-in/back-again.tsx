'use client'

import { useEffect } from 'react'
import { tellSignedIn } from './signed-in-channel'

/** Tells the tab that sent somebody here that they are back, and closes this one where the browser lets it. */
export function BackAgain({ personId }: { personId: string }) {
  useEffect(() => {
    tellSignedIn(personId)
    window.close()
  }, [personId])
  return <p>You are signed in. Close this tab and go on where you were.</p>
}
