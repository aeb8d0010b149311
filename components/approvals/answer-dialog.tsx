'use client'

import { useId, useState } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { TextArea } from '@/components/ui/text-area'
import { MAX_COMMENT } from '@/lib/approvals/request-states'
import type { Failure } from '@/lib/failures/result'

interface AnswerDialogProps {
  title: string
  /** What comes of it. */
  lead: string
  action: string
  isDanger?: boolean
  failure?: Failure
  isAsking: boolean
  onSend: (comment: string) => void
  onClose: () => void
}

/** Declining and asking back: both are said with a comment. */
export function AnswerDialog(props: AnswerDialogProps) {
  const { title, lead, action, isDanger = false, failure, isAsking, onSend, onClose } = props
  const form = useId()
  const [comment, setComment] = useState('')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            data-main-action
            type="submit"
            form={form}
            variant={isDanger ? 'danger' : 'primary'}
            disabledReason={comment.trim() === '' ? 'Say it in a comment.' : undefined}
            pending={isAsking}
          >
            {action}
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (comment.trim() !== '') onSend(comment)
        }}
      >
        <p>{lead}</p>
        <Field label="Comment">
          <TextArea
            rows={3}
            maxLength={MAX_COMMENT}
            value={comment}
            onChange={({ target }) => setComment(target.value)}
          />
        </Field>
        {failure && <FailureCallout failure={failure} />}
      </Form>
    </Dialog>
  )
}
