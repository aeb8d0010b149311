'use client'

import { useQuery } from '@tanstack/react-query'
import { VerdictBadge } from '@/components/access/verdict-badge'
import { listVerdictQuery } from '@/components/function-list/read-verdict'
import type { AuthType, FunctionUrlIdentity } from '@/lib/identity/schema'

interface UrlVerdictProps {
  identity: FunctionUrlIdentity
  authType: AuthType
}

/** Who can call a URL, once it is read; nothing before, and nothing where AWS_IAM says it already. */
export function UrlVerdict({ identity, authType }: UrlVerdictProps) {
  const { data: kind } = useQuery(listVerdictQuery(identity, authType))
  return kind === undefined || kind === 'iam' ? null : <VerdictBadge kind={kind} />
}
