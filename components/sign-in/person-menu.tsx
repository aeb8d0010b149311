'use client'

import { CircleUserRound, LogOut, MonitorSmartphone } from 'lucide-react'
import { Menu } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { SESSIONS_PATH } from '@/lib/identity/paths'
import { signOut } from '@/lib/sign-in/actions'

/** Who is signed in, and the way out. */
export function PersonMenu({ name }: { name: string }) {
  const toasts = useToast()
  const leave = async () => {
    const answer = await signOut({}).catch(() => undefined)
    if (answer?.ok) return window.location.assign(answer.value.to)
    // The session has ended already.
    if (answer?.failure.code === 'signed-out') return window.location.reload()
    toasts.show({ tone: 'bad', title: 'The console does not respond, so you are still signed in' })
  }
  const items = [
    { label: 'Your sessions', icon: <MonitorSmartphone aria-hidden />, href: SESSIONS_PATH },
    { label: 'Sign out', icon: <LogOut aria-hidden />, separated: true, onSelect: () => void leave() },
  ]
  return (
    <Menu label={`Signed in as ${name}`} items={items} variant="quiet" className="max-w-40 px-2!">
      <CircleUserRound aria-hidden size={16} className="shrink-0" />
      <span className="sr-only">Signed in as </span>
      <span className="sr-only truncate xl:not-sr-only xl:truncate">{name}</span>
    </Menu>
  )
}
