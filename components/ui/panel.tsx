import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

/** A white card with one hairline. Give it `aria-labelledby` (the id of its header's title) to make it a region. */
export function Panel({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={clsx('min-w-0 rounded-lg border border-line bg-panel', className)} {...rest} />
}

interface PanelHeaderProps {
  title: ReactNode
  /** Id of the title, for the panel's `aria-labelledby`. */
  titleId?: string
  description?: ReactNode
  actions?: ReactNode
}

export function PanelHeader({ title, titleId, description, actions }: PanelHeaderProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-b px-4 py-3">
      <div className="min-w-0">
        <h2 id={titleId} className="font-semibold text-body">
          {title}
        </h2>
        {description && <p className="text-mute text-small">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  )
}

export function PanelBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={clsx('p-4 has-[>dl:only-child]:py-2', className)} {...rest} />
}
