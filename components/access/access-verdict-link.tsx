'use client'

import { useAccessFacts } from '@/components/access/use-access-facts'
import { VerdictBadge } from '@/components/access/verdict-badge'
import { PageLink } from '@/components/ui/page-link'
import { Skeleton } from '@/components/ui/skeleton'
import { accessVerdict } from '@/lib/access/access-verdict'
import { functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** The verdict in a word, leading to its reasons. */
export function AccessVerdictLink({ identity }: { identity: FunctionUrlIdentity }) {
  const facts = useAccessFacts(identity)
  if (!facts) return <Skeleton className="h-5 w-24" />
  return (
    <PageLink
      href={functionUrlPath(identity, 'access')}
      title="Who can call this URL, and why"
      className="inline-flex min-h-6 items-center rounded-sm"
    >
      <span className="sr-only">Who can call this URL: </span>
      <VerdictBadge kind={accessVerdict(facts).kind} />
    </PageLink>
  )
}
