import type { ReactNode } from 'react'
import { SkipLink } from '@/components/ui/skip-link'
import { KeyboardKeys } from './keyboard-keys'
import type { NavigationItem } from './main-navigation'
import { TopBar } from './top-bar'

interface ShellProps {
  navigation: NavigationItem[]
  /** Whom the console talks to; may still be on its way. */
  badge: ReactNode
  /** The door for whatever went wrong. */
  help: ReactNode
  /** Who is signed in, where people sign in. */
  person?: ReactNode
  children: ReactNode
}

/** What stands around every page: the way past the navigation, the top bar, the page's frame. */
export function Shell({ navigation, badge, help, person, children }: ShellProps) {
  return (
    <>
      <SkipLink />
      <KeyboardKeys />
      <div className="flex min-h-dvh flex-col">
        <TopBar navigation={navigation} badge={badge} help={help} person={person} />
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto flex w-full max-w-content has-data-wide:max-w-[112rem] flex-1 flex-col px-4 pt-5 pb-10 outline-none sm:px-6"
        >
          {children}
        </main>
      </div>
    </>
  )
}
