'use client'

import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { controlLook } from './control-look'
import { useFieldControl } from './field-context'

interface NativeSelectProps extends Omit<ComponentProps<'select'>, 'children'> {
  options: { value: string; label: string }[]
  wrapperClassName?: string
}

/** The browser's own select in our clothes. */
export function NativeSelect({ options, wrapperClassName, className, ...rest }: NativeSelectProps) {
  return (
    <span className={clsx('relative inline-flex min-w-0', wrapperClassName)}>
      <select
        {...useFieldControl()}
        className={controlLook('h-8 appearance-none truncate pr-8 pl-2.5', className)}
        {...rest}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        size={14}
        className="pointer-events-none absolute top-2.25 right-2.5 text-mute"
      />
    </span>
  )
}
