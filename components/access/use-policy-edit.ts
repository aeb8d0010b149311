'use client'

import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { type DraftState, useDraft } from '@/lib/draft/use-draft'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { editOf, holdsEventSourceToken, type PolicyEdit } from '@/lib/permissions/policy-edit'
import type { Policy } from '@/lib/permissions/schema'

/** Raised when `PolicyEdit` changes, so that an older draft is not read into it. */
const DRAFT_VERSION = 1

interface EditForm {
  /** In a list, which a draft takes up as one value: what was edited goes with the policy that it began with. */
  edit: [PolicyEdit]
}

export interface PolicyEditing {
  edit: PolicyEdit
  change: (edit: PolicyEdit) => void
  draft: DraftState
}

/** The policy as it is edited, kept in this tab unless it holds an event source token. */
export function usePolicyEdit(identity: FunctionUrlIdentity, policy: Policy | null): PolicyEditing {
  const [begun] = useState(() => editOf(policy))
  const form = useForm<EditForm>({ defaultValues: { edit: [begun] } })
  const [redact] = useState(
    () =>
      (values: EditForm): EditForm =>
        // A draft keeps what it began with too.
        [begun, values.edit[0]].some(holdsEventSourceToken) ? { edit: [begun] } : values,
  )
  const draft = useDraft(`policy/${identityKey(identity)}`, form, DRAFT_VERSION, { redact })
  const [edit] = useWatch({ control: form.control, name: 'edit' })
  return { edit, draft, change: (next) => form.setValue('edit', [next], { shouldDirty: true }) }
}
