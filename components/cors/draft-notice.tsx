'use client'

import { useCorsDraft } from '@/components/cors/use-cors-draft'
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

/** Over the form, while the JSON view holds a text that is no CORS. */
export function UnreadJson({ onShow }: { onShow: () => void }) {
  const { keepJson } = useCorsDraft()
  return (
    <Callout
      tone="warn"
      role="status"
      title="The JSON view holds a text that cannot be read yet"
      actions={
        <>
          <Button size="sm" onClick={onShow}>
            Show the JSON
          </Button>
          <Button size="sm" onClick={() => keepJson(null)}>
            Drop the text
          </Button>
        </>
      }
    >
      The form shows the settings as they were before it.
    </Callout>
  )
}
