'use client'

import { useId, useState, useTransition } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { inputOf, type TokenForm } from '@/components/tokens/token-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Form } from '@/components/ui/form'
import { RadioCards } from '@/components/ui/radio-cards'
import { TagInput } from '@/components/ui/tag-input'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import { type Failure, failed } from '@/lib/failures/result'
import { makeToken } from '@/lib/tokens/actions'
import type { MadeToken } from '@/lib/tokens/schema'

/** 90 days: long enough for a report that runs each quarter, short enough to be looked at again. */
const START: TokenForm = {
  name: '',
  days: '90',
  reach: 'everything',
  accounts: [],
  regions: [],
  functionNames: [],
  tags: [],
}

interface MakeTokenDialogProps {
  onMade: (made: MadeToken) => void
  onClose: () => void
}

/** What a new token is called, what it may read, and when it ends. */
export function MakeTokenDialog({ onMade, onClose }: MakeTokenDialogProps) {
  const form = useId()
  const { value, change, submit, failure, isPending } = useMaking(onMade)
  const errorOf = (path: string) =>
    failure?.issues?.filter((issue) => issue.path === path).map(({ message }) => message)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Make a token"
      description="For a program that reads: it can change nothing, whatever you may."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button data-main-action type="submit" form={form} variant="primary" pending={isPending}>
            Make
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
        <Field label="Name" error={errorOf('name')} hint="What uses it, such as “weekly report”.">
          <Input
            value={value.name}
            autoComplete="off"
            onChange={({ target }) => change({ name: target.value })}
          />
        </Field>
        <Field label="Ends after" error={errorOf('days')} hint="Days; at most 365.">
          <Input
            inputMode="numeric"
            value={value.days}
            className="w-24"
            onChange={({ target }) => change({ days: target.value })}
          />
        </Field>
        <Field label="May read" group>
          <RadioCards
            value={value.reach}
            onChange={(reach) => change({ reach })}
            options={[
              {
                value: 'everything',
                title: 'Everything that you may see',
                description: 'As it is at each request.',
              },
              {
                value: 'part',
                title: 'A part of it',
                description: 'What you name here, as far as you may see it.',
              },
            ]}
          />
        </Field>
        {value.reach === 'part' && <PartFields value={value} change={change} failure={failure} />}
        {failure && <FailureCallout failure={failure} />}
      </Form>
    </Dialog>
  )
}

type Part = Pick<TokenForm, 'accounts' | 'regions' | 'functionNames' | 'tags'>

const PART_FIELDS: { name: keyof Part; label: string; placeholder: string }[] = [
  { name: 'accounts', label: 'Accounts', placeholder: '111122223333' },
  { name: 'regions', label: 'Regions', placeholder: 'eu-central-1' },
  { name: 'functionNames', label: 'Functions', placeholder: 'shop-*' },
  { name: 'tags', label: 'Tags, one of', placeholder: 'team=shop' },
]

interface PartFieldsProps {
  value: TokenForm
  change: (part: Partial<TokenForm>) => void
  failure: Failure | undefined
}

/** A part of everything: what is left empty narrows nothing. */
function PartFields({ value, change, failure }: PartFieldsProps) {
  return PART_FIELDS.map(({ name, label, placeholder }) => (
    <Field key={name} label={label} isOptional error={issuesBelow(failure, name)}>
      <TagInput
        value={value[name]}
        onChange={(entries) => change({ [name]: entries })}
        placeholder={placeholder}
      />
    </Field>
  ))
}

const issuesBelow = (failure: Failure | undefined, name: string) => [
  ...new Set(failure?.issues?.filter(({ path }) => path.includes(`.${name}`)).map(({ message }) => message)),
]

function useMaking(onMade: (made: MadeToken) => void) {
  const [value, setValue] = useState(START)
  const [failure, setFailure] = useState<Failure>()
  const [isPending, start] = useTransition()
  const submit = () =>
    start(async () => {
      const answer = await askAgain(() => makeToken(inputOf(value))).catch((error: unknown) =>
        failed(failureFrom(error)),
      )
      if (answer.ok) onMade(answer.value)
      else setFailure(answer.failure)
    })
  const change = (part: Partial<TokenForm>) => setValue((now) => ({ ...now, ...part }))
  return { value, change, submit, failure, isPending }
}
