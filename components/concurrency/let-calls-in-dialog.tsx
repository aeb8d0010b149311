'use client'

import { useId, useState } from 'react'
import { useChangeInAddress } from '@/components/changes/use-change-in-address'
import { useFormerConcurrency } from '@/components/concurrency/use-former-concurrency'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { RadioCards } from '@/components/ui/radio-cards'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'

interface LetCallsInProps {
  identity: FunctionUrlIdentity
  onReview: (request: ChangeRequestInput) => void
}

/** What shall be reserved once calls are let in again: what was before, as far as the record tells, none, or a number. */
export function LetCallsInDialog({
  isOpen,
  onClose,
  ...rest
}: LetCallsInProps & { isOpen: boolean; onClose: () => void }) {
  const { changeId } = useChangeInAddress()
  const form = useId()
  return (
    <Dialog
      // `isOpen` stands in the address, which Next may write back: never above the change that has begun.
      open={isOpen && changeId === undefined}
      onOpenChange={(open) => !open && onClose()}
      title={`Let calls of ${rest.identity.functionName} in again`}
      size="md"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary">
            Review
          </Button>
        </>
      }
    >
      {isOpen && <ReservationForm id={form} {...rest} />}
    </Dialog>
  )
}

type Choice = 'former' | 'none' | 'number'

function ReservationForm({ id, identity, onReview }: LetCallsInProps & { id: string }) {
  const former = useFormerConcurrency(identity, true)
  const isNumberKnown = typeof former === 'number' && former > 0
  const [chosen, setChosen] = useState<Choice>()
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  const choice = chosen ?? (isNumberKnown ? 'former' : 'none')
  const submit = () => {
    const reserved = choice === 'none' ? null : choice === 'former' ? (former ?? null) : numberIn(typed)
    if (reserved === undefined) return setError('Enter a whole number of at least 1.')
    onReview({ kind: 'let-calls-in', identity, ReservedConcurrentExecutions: reserved })
  }
  return (
    <Form
      id={id}
      className="flex flex-col gap-4"
      aria-label="Let calls in again"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p>
        The reserved concurrency of the function is 0, so every call gets 429: of all its function URLs and
        all other triggers.
      </p>
      <RadioCards
        label="Reserved concurrency from now on"
        value={choice}
        onChange={setChosen}
        options={[
          ...(isNumberKnown
            ? [
                {
                  value: 'former' as const,
                  title: `${former} reserved`,
                  description: 'As before calls were stopped, by the record of this console.',
                },
              ]
            : []),
          {
            value: 'none',
            title: 'No reservation',
            description: `${reservedBefore(former)}Uses the account’s shared concurrency.`,
          },
          {
            value: 'number',
            title: 'Another number',
            description: 'Reserved for this function alone, and its limit at the same time.',
          },
        ]}
      />
      {choice === 'number' && (
        <Field label="Reserved concurrency" error={error}>
          <Input
            inputMode="numeric"
            className="max-w-40"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setError(undefined)
            }}
          />
        </Field>
      )}
    </Form>
  )
}

function numberIn(text: string): number | undefined {
  const isWhole = /^[1-9]\d{0,8}$/.test(text.trim())
  return isWhole ? Number(text) : undefined
}

/** What the record tells of the time before; nothing while a number is offered as a choice of its own. */
function reservedBefore(former: number | null | undefined): string {
  if (former === undefined) return 'What was reserved before is not known from this console’s record. '
  return former === null ? 'As before calls were stopped, by the record of this console. ' : ''
}
