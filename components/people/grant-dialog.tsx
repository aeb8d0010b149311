'use client'

import { useState } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { CoveredCount } from '@/components/people/covered-count'
import { HolderField } from '@/components/people/holder-field'
import { holderName } from '@/components/people/holder-name'
import { type Draft, draftOf, ScopeEditor, scopeOfDraft } from '@/components/people/scope-editor'
import type { People } from '@/components/people/use-people'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { RadioCards } from '@/components/ui/radio-cards'
import type { Role } from '@/lib/auth/roles'
import { changeGrant, giveGrant } from '@/lib/people/actions'
import type { HeldGrant, Holder } from '@/lib/people/schema'
import { visibleText } from '@/lib/text/visible-text'

interface GrantDialogProps {
  people: People
  /** To whom; asked for where it is left out. */
  holder?: Holder
  /** The grant that is changed. */
  known?: HeldGrant
  onClose: () => void
}

const ROLE_CARDS: { value: Role; title: string; description: string }[] = [
  { value: 'viewer', title: 'Viewer', description: 'Sees it, and may plan a change to ask for it.' },
  { value: 'editor', title: 'Editor', description: 'Changes it.' },
  {
    value: 'approver',
    title: 'Approver',
    description: 'Also deletes it, opens it to the internet, and approves.',
  },
  { value: 'admin', title: 'Administrator', description: 'With everything as scope: also people and rules.' },
]

/** Gives a role in a scope, or changes one that is given. */
export function GrantDialog({ people, holder, known, onClose }: GrantDialogProps) {
  const { state, save, isSaving, failure } = people
  const [to, setTo] = useState<Holder | undefined>(known?.holder ?? holder)
  const [role, setRole] = useState<Role>(known?.role ?? 'viewer')
  const [draft, setDraft] = useState<Draft>(() => draftOf(known?.scope))
  const scope = scopeOfDraft(draft)
  const missing = to ? (scope ? undefined : 'Say where the role holds.') : 'Say who gets it.'
  const submit = async () => {
    if (!to || !scope) return
    const grant = { role, scope }
    const isSaved = await save(() =>
      known ? changeGrant({ id: known.id, grant }) : giveGrant({ holder: to, grant }),
    )
    if (isSaved) onClose()
  }
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={onClose}
      title={known ? `Change the role of ${visibleText(holderName(known.holder, state))}` : 'Give a role'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={isSaving}
            disabledReason={missing}
            data-main-action
            onClick={() => void submit()}
          >
            {known ? 'Save role' : 'Give role'}
          </Button>
        </>
      }
    >
      <Form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {failure && <FailureCallout failure={failure} />}
        {!known && <HolderField value={to} state={state} onChange={setTo} />}
        <Field label="Role" group>
          <RadioCards value={role} onChange={setRole} options={ROLE_CARDS} columns={2} />
        </Field>
        <ScopeEditor draft={draft} values={state.values} onChange={setDraft} />
        <CoveredCount scope={scope} />
      </Form>
    </Dialog>
  )
}
