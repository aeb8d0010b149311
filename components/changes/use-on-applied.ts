'use client'

import { useEffect, useEffectEvent } from 'react'
import { useChangeInAddress } from '@/components/changes/use-change-in-address'
import { useChangeProgress } from '@/components/changes/use-change-progress'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { ChangeRequest } from '@/lib/requests/change-request'

/** Tells a form that what it asked for is applied, so that it may forget what was typed; after a reload too. */
export function useOnApplied(kind: ChangeRequest['kind'], identity: FunctionUrlIdentity, then: () => void) {
  const { lastId } = useChangeInAddress()
  const { data: change } = useChangeProgress(lastId)
  const request = change?.request
  const isOurs = request?.kind === kind && identityKey(request.identity) === identityKey(identity)
  const isApplied = isOurs && change?.outcome?.verdict === 'applied'
  const whenApplied = useEffectEvent(then)
  useEffect(() => {
    if (isApplied) whenApplied()
  }, [isApplied])
}
