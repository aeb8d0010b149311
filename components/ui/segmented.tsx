'use client'

import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'
import { useFieldGroup } from './field-context'

interface SegmentedProps<Value extends string> {
  value: Value
  onChange: (value: Value) => void
  options: { value: Value; label: ReactNode; disabled?: boolean }[]
  /** Names the group where no `Field group` does. */
  label?: string
  className?: string
}

/** One of two to four, all in sight; the browser's own radio buttons underneath. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { value, onChange, options, label, className } = props
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      {...useFieldGroup()}
      className={clsx(
        'inline-flex w-fit max-w-full rounded border border-line-strong bg-chip p-0.5',
        className,
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={clsx(
            'relative inline-flex min-h-6.5 cursor-pointer items-center rounded-sm px-2.5 text-mute text-small hover:text-ink',
            'has-checked:bg-panel has-checked:font-medium has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line-strong)]',
            'has-focus-visible:outline-2 has-focus-visible:outline-accent',
            'has-disabled:cursor-not-allowed has-disabled:text-disabled-ink forced-colors:has-checked:border-2 forced-colors:has-checked:border-[Highlight]',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-[inherit] appearance-none outline-none"
          />
          <span className="relative">{option.label}</span>
        </label>
      ))}
    </div>
  )
}
