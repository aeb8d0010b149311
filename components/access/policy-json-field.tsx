'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'
import { editedDocument, type PolicyEdit, withDocument } from '@/lib/permissions/policy-edit'
import { policyOfJson, policyToJson } from '@/lib/permissions/policy-json'
import { canonicalJson } from '@/lib/text/canonical-json'
import { problemText } from '@/lib/text/json-problem'

interface PolicyJsonFieldProps {
  edit: PolicyEdit
  onChange: (edit: PolicyEdit) => void
}

/** More would bury the text above. */
const MAX_PROBLEMS = 5

/** The policy as JSON. Form and JSON edit the same value; what cannot be read yet is kept. */
export function PolicyJsonField({ edit, onChange }: PolicyJsonFieldProps) {
  const document = editedDocument(edit)
  const [typed, setTyped] = useState(() => edit.json ?? policyToJson(document))
  // What was typed stands while it means the same as the fields.
  const read = policyOfJson(typed)
  const isSame = read.ok && canonicalJson(read.document) === canonicalJson(document)
  const text = edit.json ?? (isSame ? typed : policyToJson(document))
  const change = (next: string) => {
    setTyped(next)
    const { ok, ...rest } = policyOfJson(next)
    onChange('document' in rest && ok ? withDocument(edit, rest.document) : { ...edit, json: next })
  }
  return (
    <Field
      label="Policy"
      hint="As PutResourcePolicy takes it: Version, Id and Statement."
      error={edit.json === null ? undefined : policyProblems(edit.json)}
    >
      <TextArea
        mono
        rows={Math.min(36, Math.max(8, text.split('\n').length + 1))}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
    </Field>
  )
}

function policyProblems(text: string): string[] {
  const read = policyOfJson(text)
  if (read.ok) return []
  const more = read.problems.length - MAX_PROBLEMS
  const shown = read.problems.slice(0, MAX_PROBLEMS).map(problemText)
  return more > 0 ? [...shown, `And ${more} more.`] : shown
}
