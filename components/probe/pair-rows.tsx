'use client'

import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { useController, useFieldArray, useFormContext, useFormState } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { PROBE_LIMITS } from '@/lib/probe/limits'
import type { ProbeRequest } from '@/lib/probe/request'

interface PairRowsProps {
  name: 'query' | 'headers'
  /** What the rows are, for their group: `Headers`. */
  title: string
  /** One of them, in a sentence: `header`. */
  noun: string
}

/** Names with their values, a row each. */
export function PairRows({ name, title, noun }: PairRowsProps) {
  const { control } = useFormContext<ProbeRequest>()
  const formState = useFormState({ control })
  const { fields, append, remove } = useFieldArray({ control, name })
  const isFull = fields.length >= PROBE_LIMITS.pairs
  const problem = formState.errors[name]?.message
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-strong">{title}</legend>
      {fields.map((field, index) => (
        <PairRow key={field.id} name={name} index={index} noun={noun} onRemove={() => remove(index)} />
      ))}
      <div role="alert" className="text-bad text-small empty:hidden">
        {problem}
      </div>
      <div>
        <Button
          size="sm"
          icon={<Plus aria-hidden size={13} />}
          disabledReason={isFull ? `The console sends at most ${PROBE_LIMITS.pairs}.` : undefined}
          onClick={() => append({ name: '', value: '' })}
        >
          Add {noun}
        </Button>
      </div>
    </fieldset>
  )
}

interface PairRowProps {
  name: 'query' | 'headers'
  index: number
  noun: string
  onRemove: () => void
}

function PairRow({ name, index, noun, onRemove }: PairRowProps) {
  const { control } = useFormContext<ProbeRequest>()
  const pairName = useController({ control, name: `${name}.${index}.name` })
  const pairValue = useController({ control, name: `${name}.${index}.value` })
  const errors = [pairName.fieldState.error, pairValue.fieldState.error]
  const problems = errors.flatMap((error) => error?.message ?? [])
  const id = useId()
  const number = index + 1
  const described = problems.length > 0 ? `${id}-error` : undefined
  return (
    <div>
      <div className="flex items-center gap-1.5">
        <Input
          mono
          className="flex-2 basis-0"
          aria-label={`Name of ${noun} ${number}`}
          placeholder="name"
          aria-invalid={pairName.fieldState.invalid || undefined}
          aria-describedby={described}
          {...pairName.field}
        />
        <Input
          mono
          className="flex-3 basis-0"
          aria-label={`Value of ${noun} ${number}`}
          placeholder="value"
          aria-invalid={pairValue.fieldState.invalid || undefined}
          aria-describedby={described}
          {...pairValue.field}
        />
        <IconButton
          label={`Remove ${noun} ${number}`}
          icon={<X aria-hidden size={15} />}
          onClick={onRemove}
        />
      </div>
      {problems.length > 0 && (
        <div id={`${id}-error`} role="alert" className="mt-1 text-bad text-small">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
    </div>
  )
}
