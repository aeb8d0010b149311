'use client'

import { CauseList } from '@/components/access/cause-list'
import { FindingList } from '@/components/access/finding-list'
import { useAccessFacts } from '@/components/access/use-access-facts'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { TextLink } from '@/components/ui/text-link'
import type { AccessFacts } from '@/lib/access/access-facts'
import { type ExplainedAnswer, explainAnswer } from '@/lib/access/explain-answer'
import type { Finding } from '@/lib/access/finding'
import { findingsOf } from '@/lib/access/findings-of'
import type { SeenResponse } from '@/lib/access/seen-response'
import { functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

interface ResponseCausesProps {
  identity: FunctionUrlIdentity
  answer: ExplainedAnswer
  /** The response that came, where one did. */
  seen?: SeenResponse
}

/** Beside a response that is an error: why, as far as can be told, and the change that cures it. */
export function ResponseCauses({ identity, answer, seen }: ResponseCausesProps) {
  const facts = useAccessFacts(identity)
  const flow = useChangeFlow()
  const path = `${functionUrlPath(identity, 'access')}?explain=${answer}`
  const about = answer === 'stream' ? 'Why the response ends this way' : `Why it answered ${answer}`
  if (!facts) return <SkeletonLines lines={3} label="Reading who can call this URL" />
  const causes = explainAnswer(answer, facts, seen).filter(({ state }) => state !== 'ruled-out')
  const sure = causes.filter(({ state }) => state === 'applies')
  return (
    <section aria-label={about} className="flex min-w-0 flex-col gap-3">
      <h3 className="font-strong">{about}</h3>
      <CauseList causes={sure.length > 0 ? sure : causes} label={`Causes of ${answer}`} />
      <FindingList title="Fix" findings={curesOf(answer, facts, sure.length > 0)} onCure={flow.review} />
      <p className="text-small">
        <TextLink href={path}>All causes on Access</TextLink>
      </p>
      <ReviewChange flow={flow} keepLabel="Cancel" />
    </section>
  )
}

/** A cure is offered only with a diagnosis. */
function curesOf(answer: ExplainedAnswer, facts: AccessFacts, isDiagnosed: boolean): Finding[] {
  if (!isDiagnosed || (answer !== '403' && answer !== '429')) return []
  return findingsOf(facts).filter(
    ({ id, kind }) => kind === 'missing' && (id === 'throttled') === (answer === '429'),
  )
}
