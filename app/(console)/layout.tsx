import type { ReactNode } from 'react'
import { Shell } from '@/components/shell/shell'

/** Only pages that exist. */
const NAVIGATION = [
  { label: 'Functions', href: '/functions' },
  { label: 'Activity', href: '/activity' },
]

export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return (
    <Shell navigation={NAVIGATION} connection={undefined}>
      {children}
    </Shell>
  )
}
