'use client'

import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'
import { useFieldGroup } from './field-context'

interface RadioCard<Value extends string> {
  value: Value
  title: ReactNode
  /** What choosing it means, in a sentence. */
  description?: ReactNode
  badge?: ReactNode
  disabled?: boolean
}

interface RadioCardsProps<Value extends string> {
  /** Undefined: nothing is chosen yet. */
  value: Value | undefined
  onChange: (value: Value) => void
  options: RadioCard<Value>[]
  /** Names the group where no `Field group` does. */
  label?: string
  columns?: 1 | 2
}

/** One of a few, each with its consequence. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { value, onChange, options, label, columns = 1 } = props
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      {...useFieldGroup()}
      className={clsx('grid gap-2', columns === 2 && 'sm:grid-cols-2')}
    >
      {options.map((option) => (
        <RadioCardOption
          key={option.value}
          option={option}
          name={name}
          isChosen={option.value === value}
          onChoose={() => onChange(option.value)}
        />
      ))}
    </div>
  )
}

interface OptionProps<Value extends string> {
  option: RadioCard<Value>
  name: string
  isChosen: boolean
  onChoose: () => void
}

function RadioCardOption<Value extends string>({ option, name, isChosen, onChoose }: OptionProps<Value>) {
  const id = useId()
  return (
    <label
      className={clsx(
        'flex cursor-pointer gap-2.5 rounded border border-line-strong bg-panel p-3 hover:border-control',
        'has-checked:border-accent has-checked:bg-selected has-checked:ring-1 has-checked:ring-accent has-checked:ring-inset',
        'has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
        'has-disabled:cursor-not-allowed has-disabled:border-line has-disabled:bg-disabled has-disabled:text-disabled-ink',
      )}
    >
      <input
        type="radio"
        name={name}
        value={option.value}
        checked={isChosen}
        disabled={option.disabled}
        onChange={onChoose}
        aria-labelledby={`${id}-title`}
        aria-describedby={option.description ? `${id}-description` : undefined}
        className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-control bg-panel outline-none checked:border-5 checked:border-accent forced-colors:appearance-auto"
      />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2">
          <span id={`${id}-title`} className="font-strong">
            {option.title}
          </span>
          {option.badge}
        </span>
        {option.description && (
          <span id={`${id}-description`} className="mt-0.5 block text-mute text-small">
            {option.description}
          </span>
        )}
      </span>
    </label>
  )
}
