import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon?: ReactNode
  title: string
  /** 1 where it is the whole page. */
  level?: 1 | 2
  /** Why it is empty and what to do: an empty state teaches. */
  children?: ReactNode
  actions?: ReactNode
}

export function EmptyState({ icon, title, level = 2, children, actions }: EmptyStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="flex flex-col items-center gap-1.5 px-6 py-12 text-center">
      {icon && (
        <div aria-hidden className="mb-1.5 text-faint [&>svg]:size-6">
          {icon}
        </div>
      )}
      <Heading className="font-semibold text-heading">{title}</Heading>
      {children && <div className="max-w-prose text-mute">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
