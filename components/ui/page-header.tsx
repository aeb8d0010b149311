import type { ReactNode } from 'react'
import { Breadcrumbs, type Crumb } from './breadcrumbs'

interface PageHeaderProps {
  title: ReactNode
  /** How much and how fresh, in the same breath as the title. */
  subtitle?: ReactNode
  breadcrumbs?: Crumb[]
  /** Badges beside the title. */
  meta?: ReactNode
  actions?: ReactNode
}

/** The page's one `h1`, with where it is, what state it is in and what can be done. */
export function PageHeader({ title, subtitle, breadcrumbs, meta, actions }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-col gap-1">
      {breadcrumbs && breadcrumbs.length > 0 && <Breadcrumbs items={breadcrumbs} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="min-w-0 break-words font-title text-title tracking-[-0.01em]">{title}</h1>
            {meta}
          </div>
          {subtitle && <div className="text-mute text-small">{subtitle}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  )
}
