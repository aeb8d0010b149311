'use client'

import { useSyncExternalStore } from 'react'
import { draftStore } from '@/lib/draft/draft-store'
import { useKeptKeys } from '@/lib/draft/keeper'

/** A dot where something was typed and not applied: drafts survive, and are found again. */
export function DraftDot({ names }: { names: string[] }) {
  const keys = useKeptKeys(names)
  const hasDraft = useSyncExternalStore(
    draftStore.subscribe,
    () => keys.some(draftStore.has),
    () => false,
  )
  if (!hasDraft) return null
  return (
    <span title="Unsaved changes" className="size-1.5 rounded-full bg-accent forced-colors:bg-[Highlight]">
      <span className="sr-only">(unsaved changes)</span>
    </span>
  )
}
