'use client'

import { useDeferredValue, useRef } from 'react'
import { DiagnosisAnswer } from '@/components/diagnosis/diagnosis-answer'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'
import { diagnose } from '@/lib/diagnosis/diagnose'

interface DiagnoseDialogProps {
  isOpen: boolean
  onClose: () => void
  text: string
  onText: (text: string) => void
}

/** One door for whatever went wrong: takes any text and says what it is, whose it is, and where to go. */
export function DiagnoseDialog({ isOpen, onClose, text, onText }: DiagnoseDialogProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const read = useDeferredValue(text)
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      initialFocus={box}
      title="What went wrong?"
      description="Paste what you have: a browser’s message, a response or its headers, curl output, a HAR entry, an error of the AWS CLI, an SDK, Terraform, CloudFormation, SAM or Serverless, or an address, ARN or name."
      footer={
        <>
          {text !== '' && (
            <Button
              onClick={() => {
                onText('')
                box.current?.focus()
              }}
            >
              Clear
            </Button>
          )}
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label="What you have"
          hint="The text is read in this tab only and stored nowhere. Only the address, ARN, name or id in it is looked up in AWS."
        >
          <TextArea ref={box} mono rows={6} value={text} onChange={(event) => onText(event.target.value)} />
        </Field>
        {read.trim() !== '' && <DiagnosisAnswer text={read} diagnosis={diagnose(read)} onLeave={onClose} />}
      </div>
    </Dialog>
  )
}
