'use client'

import { useRouter } from 'next/navigation'
import { useId, useState, useTransition } from 'react'
import { ActionFields, type Entered, inputOf } from '@/components/bulk/action-fields'
import type { MenuAction } from '@/components/bulk/menu-actions'
import type { Selection } from '@/components/bulk/selection'
import { FailureCallout } from '@/components/failures/failure-callout'
import { asRoute } from '@/components/ui/as-route'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Form } from '@/components/ui/form'
import { startBulk } from '@/lib/bulk/actions'
import type { BulkActionInput, StartBulkInput } from '@/lib/bulk/schema'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import type { Failure } from '@/lib/failures/result'
import { bulkPath } from '@/lib/identity/paths'
import { counted } from '@/lib/text/counted'

interface ActionDialogProps {
  action: MenuAction
  selection: Selection
  onClose: () => void
}

/** Asks for what an action needs, and leads to its review: nothing is changed here. */
export function ActionDialog({ action, selection, onClose }: ActionDialogProps) {
  const form = useId()
  const [entered, setEntered] = useState<Entered>({})
  const [problem, setProblem] = useState<string>()
  const { start, failure, isStarting } = useStart(selection)
  const submit = () => {
    const input = inputOf(action.kind, entered)
    if ('problem' in input) return setProblem(input.problem)
    setProblem(undefined)
    start(input.action)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={action.title}
      description={describe(selection)}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" pending={isStarting} data-main-action>
            Review
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className="flex flex-col gap-4"
        aria-label={action.title}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <ActionFields
          kind={action.kind}
          entered={entered}
          problem={problem}
          onEnter={(next) => {
            setProblem(undefined)
            setEntered((before) => ({ ...before, ...next }))
          }}
        />
        <p className="text-mute text-small">
          The review reads each of them from AWS and plans it. Nothing is changed before you confirm that.
        </p>
        {failure && <FailureCallout failure={failure} />}
      </Form>
    </Dialog>
  )
}

function describe(selection: Selection): string {
  if (selection.from === 'rows') return counted(selection.rows.size, 'function URL')
  const { q, except } = selection
  const all = q.trim() === '' ? 'Every function URL' : `All that match “${q.trim()}”`
  return except.size > 0 ? `${all}, but ${except.size}` : all
}

function useStart(selection: Selection) {
  const router = useRouter()
  const [failure, setFailure] = useState<Failure>()
  const [isStarting, startTransition] = useTransition()
  const start = (action: BulkActionInput) =>
    startTransition(async () => {
      const answer = await askAgain(() => startBulk(startOf(selection, action))).catch((error: unknown) => ({
        ok: false as const,
        failure: failureFrom(error),
      }))
      setFailure(answer.ok ? undefined : answer.failure)
      if (answer.ok) router.push(asRoute(bulkPath(answer.value.bulkId)))
    })
  return { start, failure, isStarting }
}

function startOf(selection: Selection, action: BulkActionInput): StartBulkInput {
  if (selection.from === 'rows') return { from: 'rows', action, identities: [...selection.rows.values()] }
  return { from: 'query', action, q: selection.q, except: [...selection.except.values()] }
}
