'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { asRoute } from '@/components/ui/as-route'

export interface NavigationItem {
  label: string
  href: string
}

/** The console's pages; the one that this page belongs to is marked. Scrolls sideways where it is narrow. */
export function MainNavigation({ items }: { items: NavigationItem[] }) {
  const pathname = usePathname()
  return (
    <nav aria-label="Console" className="min-w-0 flex-1 overflow-x-auto">
      <ul className="flex gap-0.5">
        {items.map(({ label, href }) => (
          <li key={href}>
            <Link
              prefetch={false}
              href={asRoute(href)}
              aria-current={currentOf(pathname, href)}
              className="flex h-8 items-center rounded px-2.5 font-medium text-mute -outline-offset-2 hover:text-ink aria-[current]:bg-chip aria-[current]:text-ink forced-colors:aria-[current]:border"
            >
              {label}
            </Link>
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
