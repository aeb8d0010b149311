import type { ReactNode } from 'react'
import { TextLink } from './text-link'

export interface Crumb {
  label: ReactNode
  /** Absent for what is no page of its own. */
  href?: string
}

/** The way here from the top; the page itself is the title below it, not the last crumb. */
export function Breadcrumbs({ items }: { items: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs">
      <ol className="flex flex-wrap gap-x-1.5 text-mute text-small">
        {items.map(({ label, href }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a crumb is its place on the way
          <li key={index} className="flex min-w-0 items-start gap-x-1.5 py-0.75">
            {index > 0 && <span aria-hidden>/</span>}
            {href ? (
              <TextLink href={href} look="quiet" className="-my-0.75 py-0.75 text-mute! hover:text-ink!">
                {label}
              </TextLink>
            ) : (
              label
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
