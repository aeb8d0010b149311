'use client'

import { clsx } from 'clsx'
import { useFieldGroup } from './field-context'

export interface ToggleOption {
  value: string
  label: string
  disabled?: boolean
  description?: string
}

interface ToggleGroupProps {
  value: string[]
  onChange: (value: string[]) => void
  options: ToggleOption[]
  mono?: boolean
  disabled?: boolean
  /** Names the group where no `Field group` does. */
  label?: string
}

/** Any number of a few. The chosen ones keep the order of the options. */
export function ToggleGroup({
  value,
  onChange,
  options,
  mono = false,
  disabled = false,
  label,
}: ToggleGroupProps) {
  const toggle = (option: string) => {
    const known = options.map((each) => each.value)
    const others = value.filter((each) => !known.includes(each))
    const isChosen = (each: string) => value.includes(each) !== (each === option)
    onChange([...known.filter(isChosen), ...others])
  }
  return (
    <fieldset aria-label={label} {...useFieldGroup()} className="flex flex-wrap gap-1.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={value.includes(option.value)}
          aria-description={option.description}
          title={option.description}
          disabled={disabled || option.disabled}
          onClick={() => toggle(option.value)}
          className={clsx(
            'h-7 rounded border border-line-strong bg-panel px-2.5 text-mute hover:text-ink',
            'aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent aria-pressed:ring-1 aria-pressed:ring-accent aria-pressed:ring-inset',
            'disabled:cursor-not-allowed disabled:border-line disabled:bg-disabled disabled:text-disabled-ink',
            'forced-colors:aria-pressed:border-2 forced-colors:aria-pressed:border-[Highlight]',
            mono ? 'text-mono' : 'text-small',
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
