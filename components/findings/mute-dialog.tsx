'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, useTransition } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { findingOf } from '@/components/findings/use-muting'
import { TargetChip } from '@/components/shell/target-chip'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { TextArea } from '@/components/ui/text-area'
import { useToast } from '@/components/ui/toast'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import type { Failure } from '@/lib/failures/result'
import type { FindingRow } from '@/lib/findings/row'
import { functionUrlName } from '@/lib/identity/names'
import { muteFinding } from '@/lib/inventory/actions'
import { INVENTORY_KEY } from '@/lib/inventory/queries'

const DAY = 24 * 3_600_000
/** Long enough for a decision to hold, short enough for it to be looked at again. */
const USUAL_DAYS = 90

/** Mutes one finding with the reason and a last day; both stand in the record with who did it. */
export function MuteDialog({ row, onClose }: { row: FindingRow; onClose: () => void }) {
  const form = useId()
  const { value, change, submit, failure, isPending } = useMute(row, onClose)
  const errorOf = (path: string) => failure?.issues?.find((issue) => issue.path === path)?.message
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Mute “${row.title}” for ${functionUrlName(row)}`}
      description={<TargetChip target={row} />}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button data-main-action type="submit" form={form} variant="primary" pending={isPending}>
            Mute
          </Button>
        </>
      }
    >
      <Form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p>
          It is not counted any more until the last day is over, here and in the report. This URL alone is
          muted, and this rule alone.
        </p>
        <Field label="Reason" error={errorOf('reason')} hint="For whoever looks at it next.">
          <TextArea
            rows={3}
            value={value.reason}
            onChange={({ target }) => change({ reason: target.value })}
          />
        </Field>
        <Field label="Last day" error={errorOf('until')} hint="At most a year from now.">
          <Input
            type="date"
            value={value.until}
            onChange={({ target }) => change({ until: target.value })}
            className="w-44"
          />
        </Field>
        {failure && !failure.issues && <FailureCallout failure={failure} />}
      </Form>
    </Dialog>
  )
}

function useMute(row: FindingRow, onDone: () => void) {
  const client = useQueryClient()
  const toasts = useToast()
  const [value, setValue] = useState(() => ({
    reason: '',
    until: new Date(Date.now() + USUAL_DAYS * DAY).toISOString().slice(0, 10),
  }))
  const [failure, setFailure] = useState<Failure>()
  const [isPending, start] = useTransition()
  const submit = () =>
    start(async () => {
      const answer = await askAgain(() => muteFinding({ ...findingOf(row), ...value })).catch(
        (error: unknown) => ({
          ok: false as const,
          failure: failureFrom(error),
        }),
      )
      setFailure(answer.ok ? undefined : answer.failure)
      if (!answer.ok) return
      await client.invalidateQueries({ queryKey: INVENTORY_KEY })
      toasts.show({ tone: 'ok', title: `Muted until ${value.until}` })
      onDone()
    })
  const change = (part: Partial<typeof value>) => setValue((now) => ({ ...now, ...part }))
  return { value, change, submit, failure, isPending }
}
