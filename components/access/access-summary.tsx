'use client'

import { useAccessFacts } from '@/components/access/use-access-facts'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { TextLink } from '@/components/ui/text-link'
import { accessVerdict } from '@/lib/access/access-verdict'
import type { ExplainedAnswer } from '@/lib/access/explain-answer'
import type { VerdictKind } from '@/lib/access/verdict'
import { functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** On the overview the first two reasons of the verdict, which the header says in a word; the rest is under Access. */
const REASONS_SHOWN = 2

/** What everybody is answered, where nobody gets through. */
const ANSWERS: Partial<Record<VerdictKind, ExplainedAnswer>> = {
  closed: '403',
  'alias-deleted': '403',
  throttled: '429',
}

/** Who can call this URL, in a sentence or two. */
export function AccessSummary({ identity }: { identity: FunctionUrlIdentity }) {
  const facts = useAccessFacts(identity)
  const verdict = facts && accessVerdict(facts)
  const answer = verdict && ANSWERS[verdict.kind]
  return (
    <Panel aria-labelledby="who-can-call">
      <PanelHeader
        title="Who can call this URL"
        titleId="who-can-call"
        actions={<TextLink href={functionUrlPath(identity, 'access')}>Explain access</TextLink>}
      />
      <PanelBody>
        {verdict ? (
          <div className="flex flex-col items-start gap-2">
            {verdict.reasons.slice(0, REASONS_SHOWN).map((reason, place) => (
              <p key={reason} className={place === 0 ? 'font-strong' : undefined}>
                {reason}
              </p>
            ))}
            {answer && (
              <TextLink href={`${functionUrlPath(identity, 'access')}?explain=${answer}`}>
                Troubleshoot {answer}
              </TextLink>
            )}
          </div>
        ) : (
          <SkeletonLines lines={3} label="Reading who can call this URL" />
        )}
      </PanelBody>
    </Panel>
  )
}
