import type { ReactNode } from 'react'
import { PageLink } from '@/components/ui/page-link'
import { HOME_PATH } from '@/lib/identity/paths'
import { Logo } from './logo'
import { MainNavigation, type NavigationItem } from './main-navigation'
import { ThemeMenu } from './theme-menu'

interface TopBarProps {
  navigation: NavigationItem[]
  /** Whom the console talks to. */
  badge: ReactNode
  /** The door for whatever went wrong. */
  help: ReactNode
  /** Who is signed in, where people sign in. */
  person?: ReactNode
}

export function TopBar({ navigation, badge, help, person }: TopBarProps) {
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-panel">
      <div className="flex h-(--top-bar) flex-wrap content-center items-center justify-between gap-x-1.5 gap-y-1 px-2 sm:flex-nowrap sm:gap-4 sm:px-5">
        <PageLink
          href={HOME_PATH}
          aria-label="Function URL Console"
          className="flex h-8 min-w-8 shrink-0 items-center justify-center gap-2 rounded font-semibold"
        >
          <Logo className="size-5.5 text-accent" />
          <span className="hidden xl:inline">Function URL Console</span>
        </PageLink>
        <MainNavigation items={navigation} />
        <div className="flex shrink-0 items-center gap-1.5">
          {help}
          {badge}
          <ThemeMenu />
          {person}
        </div>
      </div>
    </header>
  )
}
