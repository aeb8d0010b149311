'use client'

import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useChangeInAddress } from '@/components/changes/use-change-in-address'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { RadioCards } from '@/components/ui/radio-cards'
import { mostReservable, poolRefusal } from '@/lib/changes/plan/concurrency-pool'
import { reservationQuery } from '@/lib/changes/queries'
import type { Reservation } from '@/lib/changes/read-reservation'
import { failureFrom } from '@/lib/doorways/fetch-json'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'
import { formatNumber } from '@/lib/text/counted'

interface LetCallsInProps {
  identity: FunctionUrlIdentity
  isOpen: boolean
  onClose: () => void
  onReview: (request: ChangeRequestInput) => void
}

type NewReservation = 'former' | 'none' | 'number'

/** What a person has chosen and typed so far. */
interface Entered {
  choice?: NewReservation
  typed: string
}

/**
 * What shall be reserved once calls are let in again: what was before, as far as the record tells, none, or a number.
 * What was entered outlives the review, so that the way back from there leads to it.
 */
export function LetCallsInDialog({ identity, isOpen, onClose, onReview }: LetCallsInProps) {
  const { changeId } = useChangeInAddress()
  const form = useId()
  const [entered, setEntered] = useState<Entered>({ typed: '' })
  return (
    <Dialog
      // `isOpen` stands in the address, which Next may write back: never above the change that has begun.
      open={isOpen && changeId === undefined}
      onOpenChange={(open) => !open && onClose()}
      title={`Let calls of ${identity.functionName} in again`}
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
      {isOpen && (
        <ReservationForm
          id={form}
          identity={identity}
          entered={entered}
          onEnter={setEntered}
          onReview={onReview}
        />
      )}
    </Dialog>
  )
}

interface FormProps extends Pick<LetCallsInProps, 'identity' | 'onReview'> {
  id: string
  entered: Entered
  onEnter: (entered: Entered) => void
}

function ReservationForm({ id, identity, entered, onEnter, onReview }: FormProps) {
  const { data, error, isFetching } = useQuery(reservationQuery(identity))
  // What an earlier visit left may be of before the last stop.
  const reservation = isFetching ? undefined : data
  const [isAsked, setAsked] = useState(false)
  const { typed } = entered
  const choice = entered.choice ?? (reservation && obviousChoice(reservation))
  const answer = answerOf(choice, typed, reservation)
  const enter = (next: Partial<Entered>) => {
    setAsked(false)
    onEnter({ choice, typed, ...next })
  }
  const submit = () => {
    if ('problem' in answer) return setAsked(true)
    onReview({ kind: 'let-calls-in', identity, ReservedConcurrentExecutions: answer.reserved })
  }
  // That AWS refuses is said as it is typed; what is missing only once somebody wants to go on.
  const problem = 'problem' in answer && (isAsked || answer.isRefusal) ? answer.problem : undefined
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
      <Field
        group
        label="Reserved concurrency from now on"
        hint={whatIsKnown(reservation, error)}
        error={choice === 'number' ? undefined : problem}
      >
        <RadioCards
          value={choice}
          onChange={(value) => enter({ choice: value })}
          options={optionsFor(reservation)}
        />
      </Field>
      {choice === 'number' && (
        <Field label="Reserved concurrency" hint={limitText(reservation)} error={problem}>
          <Input
            inputMode="numeric"
            className="max-w-40"
            value={typed}
            onChange={(event) => enter({ typed: event.target.value })}
          />
        </Field>
      )}
    </Form>
  )
}

/** Only what the record tells is chosen beforehand, and only where AWS takes it. */
function obviousChoice({ former, pool }: Reservation): NewReservation | undefined {
  if (former === null) return 'none'
  return former && !(pool.ok && poolRefusal(former, 0, pool.value)) ? 'former' : undefined
}

type Answer = { reserved: number | null } | { problem: string; isRefusal?: boolean }

function answerOf(
  choice: NewReservation | undefined,
  typed: string,
  reservation: Reservation | undefined,
): Answer {
  if (choice === undefined) return { problem: 'Choose what shall be reserved.' }
  if (choice === 'none') return { reserved: null }
  if (choice === 'former' && !reservation) return { problem: 'What was reserved before is still being read.' }
  const reserved = choice === 'former' ? (reservation?.former ?? undefined) : numberIn(typed)
  if (reserved === undefined) return { problem: 'Enter a whole number of at least 1.' }
  const refusal = reservation?.pool.ok ? poolRefusal(reserved, 0, reservation.pool.value) : undefined
  return refusal ? { problem: refusal, isRefusal: true } : { reserved }
}

function optionsFor(reservation: Reservation | undefined) {
  const { former, pool } = reservation ?? {}
  const refusal = former && pool?.ok ? poolRefusal(former, 0, pool.value) : undefined
  const asBefore = 'As before calls were stopped, by the record of this console.'
  const formerCard = {
    value: 'former' as const,
    title: `${former} reserved`,
    description: refusal ? `${asBefore} ${refusal}` : asBefore,
    disabled: refusal !== undefined,
  }
  return [
    ...(former ? [formerCard] : []),
    {
      value: 'none' as const,
      title: 'No reservation',
      description: `${former === null ? `${asBefore} ` : ''}Uses the account’s shared concurrency.`,
    },
    {
      value: 'number' as const,
      title: 'Another number',
      description: 'Reserved for this function alone, and its limit at the same time.',
    },
  ]
}

function numberIn(text: string): number | undefined {
  const isWhole = /^[1-9]\d{0,8}$/.test(text.trim())
  return isWhole ? Number(text) : undefined
}

/** What the record tells of the time before, where no option says it. */
function whatIsKnown(reservation: Reservation | undefined, error: Error | null): string | undefined {
  if (error) return `What was reserved before could not be read: ${failureFrom(error).message}`
  if (!reservation) return 'Reading what was reserved before…'
  if (reservation.former !== undefined) return undefined
  return 'What was reserved before is not known from this console’s record.'
}

const limitText = (reservation: Reservation | undefined): string | undefined =>
  reservation?.pool.ok
    ? `At most ${formatNumber(mostReservable(reservation.pool.value, 0))}: AWS keeps 100 of the account’s concurrent executions unreserved.`
    : undefined
