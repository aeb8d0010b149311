'use client'

import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import type { DraftState } from '@/lib/draft/use-draft'

/** Says that what the form shows was typed before, and how to get rid of it. */
export function DraftNotice({ draft }: { draft: DraftState }) {
  const discard = (
    <Button size="sm" onClick={draft.discard}>
      Discard my changes
    </Button>
  )
  if (!draft.isBaseChanged)
    return <Callout role="status" title="Your unsaved changes from before are back" actions={discard} />
  return (
    <Callout tone="warn" role="status" title="CORS was changed since you began editing" actions={discard}>
      What you had changed is put on top of what is stored now. The review shows both before anything is
      applied.
    </Callout>
  )
}
