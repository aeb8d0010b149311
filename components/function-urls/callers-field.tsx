'use client'

import { useController, useFormContext } from 'react-hook-form'
import type { CreateFormValue } from '@/components/function-urls/create-request'
import { Field } from '@/components/ui/field'
import { TagInput } from '@/components/ui/tag-input'

/** Accounts and roles that get both grants with the new URL. */
export function CallersField() {
  const { control } = useFormContext<CreateFormValue>()
  const { field, fieldState, formState } = useController({ control, name: 'callers' })
  const perItem = Array.isArray(formState.errors.callers) ? formState.errors.callers : []
  const messages = [fieldState.error?.message, ...perItem.map((error) => error?.message)].filter(
    (message): message is string => message !== undefined,
  )
  return (
    <Field
      label="Grant to"
      isOptional
      hint="Account ids or ARNs of roles and users. Callers of your own account may be allowed by their identity policies instead."
      error={messages}
    >
      <TagInput
        value={field.value}
        onChange={field.onChange}
        placeholder="111122223333 or arn:aws:iam::…:role/name"
        mono
        itemErrors={(_, index) => perItem[index]?.message}
      />
    </Field>
  )
}
