'use client'

import { lazy, Suspense } from 'react'
import { loadFollowedChange } from '@/components/changes/load-followed-change'
import { useChangeInAddress } from '@/components/changes/use-change-in-address'

/** Loaded with the first change that is followed: no other page needs what shows one. */
const FollowedChangeDialog = lazy(loadFollowedChange)

/** The change that the address names, over whatever page it is. Stands once, in the layout. */
export function FollowedChange() {
  return (
    <Suspense>
      <IfFollowed />
    </Suspense>
  )
}

function IfFollowed() {
  const { lastId } = useChangeInAddress()
  return lastId === undefined ? null : <FollowedChangeDialog />
}
