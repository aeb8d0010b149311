'use client'

import { clsx } from 'clsx'
import { useEffect } from 'react'
import { AuthTypeBadge } from '@/components/function-list/auth-type-badge'
import { lateComponent, useLateComponent } from '@/components/ui/late-component'
import type { AuthType, FunctionUrlIdentity } from '@/lib/identity/schema'

/** What works out a verdict comes after the rows. */
const VERDICT = lateComponent(async () => (await import('@/components/function-list/url-verdict')).UrlVerdict)

interface AuthTypeCellProps {
  identity: FunctionUrlIdentity
  authType: AuthType
  className?: string
}

/** The auth type, and beside it what it comes to: NONE alone is neither public nor closed, AWS_IAM may let any account in. */
export function AuthTypeBadges({ identity, authType, className }: AuthTypeCellProps) {
  const Verdict = useLateComponent(VERDICT)
  useEffect(() => {
    // Without it the row still says the auth type.
    void VERDICT.load().catch(() => undefined)
  }, [])
  return (
    <span className={clsx('flex flex-wrap items-center gap-1.5', className)}>
      <AuthTypeBadge authType={authType} />
      {Verdict && <Verdict identity={identity} authType={authType} />}
    </span>
  )
}
