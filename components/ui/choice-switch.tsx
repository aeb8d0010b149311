'use client'

import { clsx } from 'clsx'
import { useId } from 'react'

interface ChoiceSwitchProps<Value extends string> {
  /** Names the group for screen readers. */
  label: string
  value: Value
  onChange: (value: Value) => void
  options: readonly { value: Value; label: string }[]
}

/** Two or three ways to look at the same thing, side by side; the browser's own radio buttons underneath. */
export function ChoiceSwitch<Value extends string>({
  label,
  value,
  onChange,
  options,
}: ChoiceSwitchProps<Value>) {
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="inline-flex rounded border border-line-strong bg-panel p-0.5"
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={clsx(
            'relative inline-flex h-6 items-center rounded-sm px-2 text-small has-focus-visible:outline-2 has-focus-visible:outline-accent',
            option.value === value
              ? 'bg-chip font-strong text-ink forced-colors:underline'
              : 'text-mute hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-pointer appearance-none opacity-0"
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
