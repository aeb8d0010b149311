'use client'

import { clsx } from 'clsx'
import { Check, Minus } from 'lucide-react'
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'ref'> {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  /** Some, but not all. */
  isPartly?: boolean
  label: ReactNode
  /** The label is for screen readers only (a table's column of boxes). */
  hideLabel?: boolean
  description?: ReactNode
}

export function Checkbox(props: CheckboxProps) {
  const {
    checked,
    onCheckedChange,
    isPartly = false,
    label,
    hideLabel = false,
    description,
    className,
    ...rest
  } = props
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartly
  }, [isPartly])
  const Mark = isPartly ? Minus : Check
  return (
    <label className={clsx('inline-flex min-h-6 min-w-6 items-start gap-2', className)}>
      <span className="relative mt-0.5 inline-flex">
        <input
          ref={box}
          type="checkbox"
          checked={checked}
          onChange={(event) => onCheckedChange(event.target.checked)}
          className="peer size-4 appearance-none rounded-sm border border-control bg-panel checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:border-line disabled:bg-disabled forced-colors:appearance-auto"
          {...rest}
        />
        <Mark
          aria-hidden
          size={12}
          strokeWidth={3}
          className="pointer-events-none absolute top-0.5 left-0.5 hidden text-accent-ink peer-checked:block peer-indeterminate:block peer-disabled:text-disabled-ink forced-colors:hidden!"
        />
      </span>
      <span className={hideLabel ? 'sr-only' : 'min-w-0'}>
        {label}
        {description && <span className="block text-mute text-small">{description}</span>}
      </span>
    </label>
  )
}
