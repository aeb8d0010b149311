import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { TONE_SOFT, type Tone } from './tone'

interface BadgeProps {
  tone?: Tone
  /** A lucide icon; its size is set here. */
  icon?: ReactNode
  className?: string
  children: ReactNode
}

/** A state in one or two words. */
export function Badge({ tone = 'neutral', icon, className, children }: BadgeProps) {
  return (
    <span
      className={clsx(
        'inline-flex max-w-full items-center gap-1 rounded-sm border border-transparent px-1.5 py-px align-middle font-medium text-small [&>svg]:size-3.25 [&>svg]:shrink-0',
        TONE_SOFT[tone],
        className,
      )}
    >
      {icon}
      <span className="min-w-0 truncate">{children}</span>
    </span>
  )
}
