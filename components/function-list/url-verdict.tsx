'use client'

import { useQuery } from '@tanstack/react-query'
import { VerdictBadge } from '@/components/access/verdict-badge'
import { listVerdictQuery } from '@/components/function-list/read-verdict'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** Who can call a URL of auth type NONE, once it is read; nothing before. */
export function UrlVerdict({ identity }: { identity: FunctionUrlIdentity }) {
  const { data: kind } = useQuery(listVerdictQuery(identity))
  return kind === undefined ? null : <VerdictBadge kind={kind} />
}
