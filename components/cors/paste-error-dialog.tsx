'use client'

import { useDeferredValue, useRef } from 'react'
import { useCorsDraft } from '@/components/cors/use-cors-draft'
import { FindingList } from '@/components/diagnosis/finding-list'
import { NotUnderstood } from '@/components/diagnosis/not-understood'
import { ReportAnswer } from '@/components/diagnosis/report-answer'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'
import { explainReport } from '@/lib/cors/pasted/explain-report'
import type { PageRequest } from '@/lib/cors/simulator/simulation'
import { diagnose } from '@/lib/diagnosis/diagnose'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'

interface PasteErrorDialogProps {
  isOpen: boolean
  onClose: () => void
  text: string
  onText: (text: string) => void
  config: FunctionUrlConfig
  /** What the simulator asks now; it fills in what the text leaves out. */
  page: PageRequest
  onRequest: (request: PageRequest) => void
  isReadOnly: boolean
}

/** Takes what a browser or a response said, or a call, says what it means here, and puts the cure into the draft. */
export function PasteErrorDialog(props: PasteErrorDialogProps) {
  const { isOpen, onClose, text, onText, config, page, onRequest, isReadOnly } = props
  const { cors, replace } = useCorsDraft()
  const box = useRef<HTMLTextAreaElement>(null)
  const { findings, report } = diagnose(useDeferredValue(text))
  const explanation = report && explainReport(report, cors, page)
  const hasCure = explanation !== null && explanation.parts.length > 0 && !isReadOnly
  const take = () => {
    if (explanation === null) return
    onRequest(explanation.request)
    if (hasCure) replace(explanation.cors)
    onClose()
  }
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      initialFocus={box}
      title="Paste a browser error"
      description="The red message of the console, the call from the code or as “Copy as cURL”, or the response with its headers."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            onClick={take}
            disabledReason={explanation === null ? 'Paste a message or a call first.' : undefined}
          >
            {hasCure || explanation === null ? 'Apply to draft' : 'Show in the simulator'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label="Message or code"
          hint="Read in this tab only, never stored. Paste both for a full diagnosis."
        >
          <TextArea ref={box} mono rows={6} value={text} onChange={(event) => onText(event.target.value)} />
        </Field>
        <div aria-live="polite" className="flex flex-col gap-3">
          {text.trim() !== '' && report === null && findings.length === 0 && <NotUnderstood text={text} />}
          <FindingList findings={findings} />
          {report && explanation && (
            <ReportAnswer
              report={report}
              explanation={explanation}
              draft={cors}
              address={config.FunctionUrl}
            />
          )}
        </div>
      </div>
    </Dialog>
  )
}
