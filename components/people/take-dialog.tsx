'use client'

import { FailureCallout } from '@/components/failures/failure-callout'
import { holderName } from '@/components/people/holder-name'
import type { People } from '@/components/people/use-people'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { takeGrant } from '@/lib/people/actions'
import { scopeText } from '@/lib/people/effective-grants'
import type { HeldGrant } from '@/lib/people/schema'
import { visibleText } from '@/lib/text/visible-text'

interface TakeDialogProps {
  people: People
  known: HeldGrant
  onClose: () => void
}

/** Takes a role back. */
export function TakeDialog({ people, known, onClose }: TakeDialogProps) {
  const { state, save, isSaving, failure } = people
  const name = visibleText(holderName(known.holder, state))
  const take = async () => {
    if (await save(() => takeGrant({ id: known.id }))) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Remove the role of ${name}`}
      description={`${known.role} of ${visibleText(scopeText(known.scope))}. It ends with the next request of whoever has it.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" pending={isSaving} data-main-action onClick={() => void take()}>
            Remove role
          </Button>
        </>
      }
    >
      {failure && <FailureCallout failure={failure} />}
    </Dialog>
  )
}
