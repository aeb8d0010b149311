import { type ReactNode, Suspense } from 'react'
import { WaitingRequests } from '@/components/approvals/waiting-requests'
import { FollowedChange } from '@/components/changes/followed-change'
import { HighFindings } from '@/components/findings/high-findings'
import { HeaderDoors } from '@/components/palette/header-doors'
import { AccountMarksProvider } from '@/components/shell/account-marks'
import { AwayNotice } from '@/components/shell/away-notice'
import { EnvironmentBadge } from '@/components/shell/environment-badge'
import { Keeper } from '@/components/shell/keeper'
import { Shell } from '@/components/shell/shell'
import { MayProvider } from '@/components/shell/use-why-not'
import { NoRole } from '@/components/sign-in/no-role'
import { PersonMenu } from '@/components/sign-in/person-menu'
import { SignInAgain } from '@/components/sign-in/sign-in-again'
import { Skeleton } from '@/components/ui/skeleton'
import { countWaitingRequests } from '@/lib/approvals/read'
import { describeAccounts, describeConnectionSoFar } from '@/lib/connection/read'
import { fromPage } from '@/lib/doorways/page'
import {
  ACTIVITY_PATH,
  FINDINGS_PATH,
  FUNCTIONS_PATH,
  HOME_PATH,
  REQUESTS_PATH,
  SETTINGS_PATH,
} from '@/lib/identity/paths'
import { countHighFindings } from '@/lib/inventory/read-findings'
import { describeSelf } from '@/lib/sign-in/own-sessions'

/** Only pages that exist. */
const NAVIGATION = [
  { label: 'Function URLs', href: HOME_PATH },
  { label: 'Findings', href: FINDINGS_PATH },
  { label: 'Functions', href: FUNCTIONS_PATH },
  { label: 'Requests', href: REQUESTS_PATH },
  { label: 'Activity', href: ACTIVITY_PATH },
  { label: 'Settings', href: SETTINGS_PATH },
]

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [self, marks, high, waiting] = await Promise.all([
    fromPage(describeSelf, {}),
    fromPage(describeAccounts, {}),
    fromPage(countHighFindings, {}),
    fromPage(countWaitingRequests, {}),
  ])
  const person = self.ok ? self.value : undefined
  const isWithoutRole = person !== undefined && !person.hasRole
  // These ask again and again: of somebody without a role each time would stand in the record as a refusal.
  const counts: Partial<Record<string, ReactNode>> = isWithoutRole
    ? {}
    : {
        [FINDINGS_PATH]: <HighFindings first={high.ok ? high.value : undefined} />,
        [REQUESTS_PATH]: <WaitingRequests first={waiting.ok ? waiting.value.count : undefined} />,
      }
  const withCount = NAVIGATION.map((item) => ({ ...item, badge: counts[item.href] }))
  const badge = (
    <Suspense fallback={<Skeleton className="h-8 w-24 md:w-44 min-[110rem]:w-96" />}>
      <ConnectedBadge hasSignIn={person?.hasSignIn} />
    </Suspense>
  )
  return (
    <Keeper actorId={person?.id ?? 'nobody'}>
      <MayProvider may={person?.may ?? {}}>
        <AccountMarksProvider accounts={marks.ok ? marks.value.accounts : []}>
          <Shell
            navigation={withCount}
            badge={badge}
            help={<HeaderDoors navigation={NAVIGATION} />}
            person={person?.hasSignIn && <PersonMenu name={person.name} />}
          >
            {isWithoutRole ? <NoRole name={person.name} administrators={person.administrators} /> : children}
            <FollowedChange />
            {person?.hasSignIn && <SignInAgain personId={person.id} proof={person.proof} />}
            <AwayNotice />
          </Shell>
        </AccountMarksProvider>
      </MayProvider>
    </Keeper>
  )
}

/** Asking who the console is takes a call to AWS at first; no page waits for it. */
async function ConnectedBadge({ hasSignIn }: { hasSignIn?: boolean }) {
  const connection = await fromPage(describeConnectionSoFar, {})
  return connection.ok && <EnvironmentBadge connection={connection.value} hasSignIn={hasSignIn} />
}
