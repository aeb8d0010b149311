import { type ReactNode, Suspense } from 'react'
import { FollowedChange } from '@/components/changes/followed-change'
import { EnvironmentBadge } from '@/components/shell/environment-badge'
import { Shell } from '@/components/shell/shell'
import { Skeleton } from '@/components/ui/skeleton'
import { describeConnection } from '@/lib/connection/read'
import { fromPage } from '@/lib/doorways/page'
import { ACTIVITY_PATH, FUNCTIONS_PATH } from '@/lib/identity/paths'

/** Only pages that exist. */
const NAVIGATION = [
  { label: 'Functions', href: FUNCTIONS_PATH },
  { label: 'Activity', href: ACTIVITY_PATH },
]

export default function ConsoleLayout({ children }: { children: ReactNode }) {
  const badge = (
    <Suspense fallback={<Skeleton className="h-8 w-24 lg:w-96" />}>
      <ConnectedBadge />
    </Suspense>
  )
  return (
    <Shell navigation={NAVIGATION} badge={badge}>
      {children}
      <FollowedChange />
    </Shell>
  )
}

/** Asking who the console is takes a call to AWS at first; no page waits for it. */
async function ConnectedBadge() {
  const connection = await fromPage(describeConnection, {})
  return connection.ok && <EnvironmentBadge connection={connection.value} />
}
