'use client'

import { type ReactNode, useRef } from 'react'
import { useAccessFacts } from '@/components/access/use-access-facts'
import { AskedCall } from '@/components/cors/asked-call'
import { StopNote } from '@/components/cors/stop-note'
import { useCorsDraft } from '@/components/cors/use-cors-draft'
import { type PastedReading, useReading } from '@/components/cors/use-reading'
import { FindingList } from '@/components/diagnosis/finding-list'
import { NotUnderstood } from '@/components/diagnosis/not-understood'
import { ReportAnswer } from '@/components/diagnosis/report-answer'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/text-area'
import { simulateCors } from '@/lib/cors/simulator/simulate'
import type { PageRequest, Stop } from '@/lib/cors/simulator/simulation'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { simulatedUrl } from '@/lib/outcome/simulated-url'

interface PasteDialogProps {
  isOpen: boolean
  onClose: () => void
  text: string
  onText: (text: string) => void
  /** What the simulator asks now; it fills in what the text leaves out. */
  page: PageRequest
  onRequest: (request: PageRequest) => void
  isReadOnly: boolean
}

interface PasteErrorDialogProps extends PasteDialogProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
}

/** The dialog for a function URL, with what its access says of the call. */
export function PasteErrorDialog({ identity, config, ...dialog }: PasteErrorDialogProps) {
  const access = useAccessFacts(identity)
  const { cors } = useCorsDraft()
  const url = { address: config.FunctionUrl, cors }
  return (
    <PasteDialog
      {...dialog}
      address={config.FunctionUrl}
      stopOf={(request) => simulateCors(simulatedUrl(url, access, request), request).stop}
      stopNote={(stop, isOnly) => <StopNote stop={stop} isOnly={isOnly} identity={identity} />}
    />
  )
}

/** The dialog for a function URL that does not exist yet: CORS alone is judged. */
export function PasteIntoNewDialog(dialog: PasteDialogProps) {
  return <PasteDialog {...dialog} address="" stopOf={() => null} stopNote={() => null} />
}

interface JudgingDialogProps extends PasteDialogProps {
  /** Of the function URL; empty while there is none. */
  address: string
  stopOf: (request: PageRequest) => Stop | null
  stopNote: (stop: Stop, isOnly: boolean) => ReactNode
}

/** Takes what a browser or a response said, or a call, says what it means here, and puts the cure into the draft. */
function PasteDialog(props: JudgingDialogProps) {
  const { isOpen, onClose, text, onText, address, page, onRequest, isReadOnly, stopOf, stopNote } = props
  const { cors, replace } = useCorsDraft()
  const box = useRef<HTMLTextAreaElement>(null)
  const { reading, findings, isAsking, isUntold, told, tell } = useReading(text, {
    draft: cors,
    page,
    stopOf,
  })
  const explanation = reading?.explanation ?? null
  const hasCure = explanation?.fields === 'change' && !isReadOnly
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
          <Button variant="primary" onClick={take} disabledReason={idleReason(reading, isUntold)}>
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
          {text.trim() !== '' && reading === null && findings.length === 0 && <NotUnderstood text={text} />}
          <FindingList findings={findings} />
          {reading?.stop && (
            <Callout tone="bad" title={`Lambda answers ${reading.stop.statuses.join(' or ')} to this call`}>
              {stopNote(reading.stop, !hasCure)}
            </Callout>
          )}
          {reading && (
            <ReportAnswer
              report={reading.report}
              explanation={reading.explanation}
              draft={cors}
              address={address}
            />
          )}
        </div>
        {isAsking && <AskedCall call={told} onChange={tell} />}
      </div>
    </Dialog>
  )
}

function idleReason(reading: PastedReading | null, isUntold: boolean): string | undefined {
  if (reading === null) return 'Paste a message or a call first.'
  return isUntold ? 'Describe the call first: its method, headers and credentials.' : undefined
}
