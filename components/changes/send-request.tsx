'use client'

import { useState } from 'react'
import { useSending } from '@/components/changes/use-sending'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { TextArea } from '@/components/ui/text-area'
import { MAX_COMMENT } from '@/lib/approvals/request-states'
import type { PlannedChange } from '@/lib/changes/change'

interface SendRequestProps {
  plan: PlannedChange
  keepLabel: string
  onClose: () => void
  onReviewAgain: () => void
  /** The plan on the screen is being made anew. */
  isPlanning: boolean
}

/** The foot of a review whose plan its reader may not apply: the plan goes to somebody who may, with a comment. */
export function SendRequest({ plan, keepLabel, onClose, onReviewAgain, isPlanning }: SendRequestProps) {
  const [comment, setComment] = useState('')
  const { send, isSending, failure, isRevision } = useSending(onReviewAgain)
  const refusal = plan.warnings.find(({ isRefusal }) => isRefusal)?.message
  const missing = refusal ?? (isPlanning ? 'The current state is being read.' : undefined)
  return (
    <Form
      className="flex w-full flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (missing === undefined && !isSending) send(plan, comment)
      }}
    >
      {failure && <FailureCallout failure={failure} />}
      <Field label="Comment" isOptional hint="For whoever decides: why, and until when.">
        <TextArea
          rows={2}
          maxLength={MAX_COMMENT}
          value={comment}
          onChange={({ target }) => setComment(target.value)}
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{keepLabel}</Button>
        <Button data-main-action type="submit" variant="primary" disabledReason={missing} pending={isSending}>
          {isRevision ? 'Send the revised request' : 'Send as a request'}
        </Button>
      </div>
    </Form>
  )
}
