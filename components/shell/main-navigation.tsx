'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { PageLink } from '@/components/ui/page-link'
import { useCurrentInSight } from '@/components/ui/use-current-in-sight'

export interface NavigationItem {
  label: string
  href: string
  /** A number beside it. */
  badge?: ReactNode
}

/** The console's pages; the one that this page belongs to is marked. Scrolls sideways where it is narrow. */
export function MainNavigation({ items }: { items: NavigationItem[] }) {
  const pathname = usePathname()
  const row = useCurrentInSight(pathname)
  return (
    <nav
      ref={row}
      aria-label="Console"
      className="relative order-last min-w-0 shrink-0 basis-full overflow-x-auto sm:order-none sm:shrink sm:grow sm:basis-0"
    >
      <ul className="flex gap-0.5">
        {items.map(({ label, href, badge }) => (
          <li key={href}>
            <PageLink
              href={href}
              aria-current={currentOf(pathname, href)}
              className="flex h-8 items-center whitespace-nowrap rounded px-2.5 font-medium text-mute -outline-offset-2 hover:text-ink aria-[current]:bg-chip aria-[current]:text-ink forced-colors:aria-[current]:border"
            >
              {label}
              {badge}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function currentOf(pathname: string, href: string): 'page' | 'true' | undefined {
  if (pathname === href) return 'page'
  return pathname.startsWith(`${href}/`) ? 'true' : undefined
}
