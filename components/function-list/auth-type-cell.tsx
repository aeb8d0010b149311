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

/** The auth type, and beside NONE what it comes to: that alone is neither public nor closed. */
export function AuthTypeBadges({ identity, authType, className }: AuthTypeCellProps) {
  const isNone = authType === 'NONE'
  const Verdict = useLateComponent(VERDICT)
  useEffect(() => {
    // Without it the row still says the auth type.
    if (isNone) void VERDICT.load().catch(() => undefined)
  }, [isNone])
  return (
    <span className={clsx('flex items-center gap-1.5', className)}>
      <AuthTypeBadge authType={authType} />
      {isNone && Verdict && <Verdict identity={identity} />}
    </span>
  )
}
