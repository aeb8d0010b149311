'use client'

import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { useFieldControl } from './field-context'

interface SwitchProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'role'> {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  /** What being on means. */
  label: ReactNode
}

/** On or off, at once; the browser's own check box underneath. */
export function Switch({ checked, onCheckedChange, label, className, ...rest }: SwitchProps) {
  return (
    <label className={clsx('inline-flex min-h-8 items-center gap-2.5', className)}>
      <input
        {...useFieldControl()}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onCheckedChange(event.target.checked)}
        className="peer relative h-5 w-8.5 shrink-0 appearance-none rounded-full border border-control bg-chip transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-control before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-3.5 checked:before:bg-accent-ink disabled:opacity-60 forced-colors:appearance-auto forced-colors:before:hidden"
        {...rest}
      />
      <span className="min-w-0">{label}</span>
    </label>
  )
}
