'use client'

import { useRouter } from 'next/navigation'
import { Suspense, useEffect, useEffectEvent } from 'react'
import { followedChangeDialog } from '@/components/changes/late-parts'
import { useChangeInAddress } from '@/components/changes/use-change-in-address'
import { asRoute } from '@/components/ui/as-route'
import { useLateComponent } from '@/components/ui/late-component'
import { useToast } from '@/components/ui/toast'
import { changePath } from '@/lib/identity/paths'

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
  const ChangeDialog = useLateComponent(followedChangeDialog)
  const router = useRouter()
  const toast = useToast()
  const tellInstead = useEffectEvent((changeId: string) =>
    toast.show({
      tone: 'bad',
      title: 'What shows the change could not be loaded',
      description: 'The change itself goes on: its record says how far it is and how it ended.',
      action: { label: 'See the record', onSelect: () => router.push(asRoute(changePath(changeId))) },
    }),
  )
  const isMissing = ChangeDialog === undefined
  useEffect(() => {
    if (lastId !== undefined && isMissing) followedChangeDialog.load().catch(() => tellInstead(lastId))
  }, [lastId, isMissing])
  return lastId !== undefined && ChangeDialog ? <ChangeDialog /> : null
}
