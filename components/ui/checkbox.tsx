'use client'

import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'ref'> {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  label: ReactNode
  description?: ReactNode
}

export function Checkbox(props: CheckboxProps) {
  const { checked, onCheckedChange, label, description, className, ...rest } = props
  return (
    <label className={clsx('inline-flex min-h-6 min-w-6 items-start gap-2', className)}>
      <span className="relative mt-0.5 inline-flex">
        <input
          type="checkbox"
          checked={checked}
          onChange={(event) => onCheckedChange(event.target.checked)}
          className="peer size-4 appearance-none rounded-sm border border-control bg-panel checked:border-accent checked:bg-accent disabled:border-line disabled:bg-disabled forced-colors:appearance-auto"
          {...rest}
        />
        <Check
          aria-hidden
          size={12}
          strokeWidth={3}
          className="pointer-events-none absolute top-0.5 left-0.5 hidden text-accent-ink peer-checked:block peer-disabled:text-disabled-ink forced-colors:hidden!"
        />
      </span>
      <span className="min-w-0">
        {label}
        {description && <span className="block text-mute text-small">{description}</span>}
      </span>
    </label>
  )
}
