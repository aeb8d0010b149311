import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { TONE_ICON, TONE_SOFT, TONE_TEXT, type Tone } from './tone'

interface CalloutProps {
  tone?: Tone
  /** A few words; a warning that is a sentence goes without one. */
  title?: ReactNode
  children?: ReactNode
  /** Buttons or links: the way out. */
  actions?: ReactNode
  /** `alert` for what has just gone wrong, `status` for what has just changed; nothing for what was there. */
  role?: 'alert' | 'status'
  className?: string
}

/** Something to know before going on: one sentence, the reason, the way out. */
export function Callout({ tone = 'neutral', title, children, actions, role, className }: CalloutProps) {
  const Icon = TONE_ICON[tone]
  return (
    <div
      role={role}
      className={clsx(
        'flex flex-wrap items-center gap-x-4 gap-y-3 rounded border border-transparent px-3 py-2.5',
        TONE_SOFT[tone],
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-112 gap-2.5">
        <Icon aria-hidden size={16} className={clsx('mt-0.5 shrink-0', TONE_TEXT[tone])} />
        <div className="min-w-0 text-ink">
          {title && <div className="font-semibold">{title}</div>}
          {children && <div className={clsx(title && 'mt-0.5 text-small')}>{children}</div>}
        </div>
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
