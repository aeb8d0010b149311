'use client'

import { useState } from 'react'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'

interface Confirmation {
  /** What has to be typed; `null` where a click is enough. */
  wanted: string | null
  typed: string
  /** What is missing before the change may begin. */
  missing?: string
  /** Why Enter began nothing, until the person types on. */
  refusal?: string
  type: (text: string) => void
  refuse: () => void
}

/** What was typed to confirm a review; forgotten when the review closes. */
export function useConfirmation(isOpen: boolean, wanted: string | null, isPlanned: boolean): Confirmation {
  const [typed, setTyped] = useState('')
  const [refusal, setRefusal] = useState<string>()
  const type = (text: string) => {
    setTyped(text)
    setRefusal(undefined)
  }
  if (!isOpen && (typed !== '' || refusal !== undefined)) type('')
  const missing = missingPart(wanted, typed, isPlanned)
  // What was missing a moment ago may be there by now.
  return { wanted, typed, missing, refusal: missing && refusal, type, refuse: () => setRefusal(missing) }
}

function missingPart(wanted: string | null, typed: string, isPlanned: boolean): string | undefined {
  if (wanted !== null && typed !== wanted) return `Type ${wanted} first.`
  return isPlanned ? undefined : 'The current state is being read.'
}

interface ConfirmationFormProps {
  /** For the button that stands outside. */
  id: string
  confirmation: Confirmation
  /** What the text is typed for. */
  purpose: string
  onConfirm: (typed: string | undefined) => void
}

/** The form of a review: the text to type, where the server asks for one. */
export function ConfirmationForm({ id, confirmation, purpose, onConfirm }: ConfirmationFormProps) {
  const { wanted, typed, missing, refusal, type, refuse } = confirmation
  return (
    <Form
      id={id}
      hidden={wanted === null}
      className="mb-1 w-full"
      onSubmit={(event) => {
        event.preventDefault()
        if (missing === undefined) onConfirm(wanted === null ? undefined : typed)
      }}
    >
      {wanted !== null && (
        <Field
          label={
            <>
              Type <span className="text-mono">{wanted}</span> {purpose}
            </>
          }
          error={refusal}
        >
          <Input
            mono
            value={typed}
            onChange={(event) => type(event.target.value)}
            // The button that cannot be used takes no Enter, and says why only to whoever is on it.
            onKeyDown={(event) => {
              if (event.key === 'Enter') refuse()
            }}
          />
        </Field>
      )}
    </Form>
  )
}
