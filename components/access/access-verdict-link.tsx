'use client'

import { useAccessFactsWithFunction } from '@/components/access/use-access-facts'
import { VerdictBadge } from '@/components/access/verdict-badge'
import { PageLink } from '@/components/ui/page-link'
import { Skeleton } from '@/components/ui/skeleton'
import type { AccessFacts } from '@/lib/access/access-facts'
import { accessVerdict } from '@/lib/access/access-verdict'
import { findingsOf } from '@/lib/access/findings-of'
import { functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { counted } from '@/lib/text/counted'

/** Callers who are meant to get through and do not: what no verdict about everybody shows. */
const countProblems = (facts: AccessFacts | undefined) =>
  facts ? findingsOf(facts).filter(({ kind }) => kind === 'missing').length : 0

/** The verdict in a word, leading to its reasons. */
export function AccessVerdictLink({ identity }: { identity: FunctionUrlIdentity }) {
  const facts = useAccessFactsWithFunction(identity)
  if (!facts) return <Skeleton className="h-5 w-24" />
  return (
    <PageLink
      href={functionUrlPath(identity, 'access')}
      title="Who can call this URL, and why"
      className="inline-flex min-h-6 items-center rounded-sm"
    >
      <span className="sr-only">Who can call this URL: </span>
      <VerdictBadge kind={accessVerdict(facts).kind} problems={countProblems(facts)} />
    </PageLink>
  )
}

/** A dot on the tab that leads to the problems. */
export function ProblemDot({ identity }: { identity: FunctionUrlIdentity }) {
  const problems = countProblems(useAccessFactsWithFunction(identity))
  if (problems === 0) return null
  const text = counted(problems, 'problem')
  return (
    <span title={text} className="size-1.5 rounded-full bg-warn forced-colors:bg-[Mark]">
      <span className="sr-only">({text})</span>
    </span>
  )
}
