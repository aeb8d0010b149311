import { clsx } from 'clsx'
import type { ReactNode } from 'react'

interface FactsProps {
  /** `rows`: name left, value right, a line between; `grid`: name above value, side by side. */
  layout?: 'rows' | 'grid'
  children: ReactNode
}

/** What is known about a thing, as a definition list. */
export function Facts({ layout = 'rows', children }: FactsProps) {
  return (
    <dl
      className={clsx(
        layout === 'rows'
          ? 'divide-y divide-line *:flex *:flex-wrap *:items-baseline *:justify-between *:gap-x-6 *:gap-y-0.5 *:py-2'
          : 'grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-6 gap-y-4',
      )}
    >
      {children}
    </dl>
  )
}

export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-mute text-small">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}
