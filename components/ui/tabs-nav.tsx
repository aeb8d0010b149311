'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { PageLink } from './page-link'
import { useCurrentInSight } from './use-current-in-sight'

interface TabsNavProps {
  label: string
  items: { label: string; href: string; badge?: ReactNode }[]
}

/** Tabs that are pages of their own: links, the one in the address bar marked. */
export function TabsNav({ label, items }: TabsNavProps) {
  const pathname = usePathname()
  const row = useCurrentInSight(pathname)
  return (
    <nav ref={row} aria-label={label} className="relative mb-4 overflow-x-auto border-line border-b">
      <ul className="flex gap-5">
        {items.map(({ label: name, href, badge }) => (
          <li key={href}>
            <PageLink
              href={href}
              aria-current={samePath(pathname, href) ? 'page' : undefined}
              className="flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 text-mute -outline-offset-2 hover:text-ink forced-colors:not-aria-[current]:border-[Canvas] aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
            >
              {name}
              {badge}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** `$LATEST` is `%24LATEST` in one of them and not always in the other. */
function samePath(pathname: string, href: string): boolean {
  return decoded(pathname) === decoded(href.split(/[?#]/)[0] ?? href)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
