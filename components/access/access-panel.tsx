'use client'

import { AnswerCauses } from '@/components/access/answer-causes'
import { CallerList } from '@/components/access/caller-list'
import { FindingList } from '@/components/access/finding-list'
import { RequestPath } from '@/components/access/request-path'
import { useAccessFactsWithFunction } from '@/components/access/use-access-facts'
import { VerdictBadge } from '@/components/access/verdict-badge'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import type { AccessFacts } from '@/lib/access/access-facts'
import { accessVerdict } from '@/lib/access/access-verdict'
import { standingsOf } from '@/lib/access/caller-standing'
import type { Finding } from '@/lib/access/finding'
import { findingsOf } from '@/lib/access/findings-of'
import type { AccessVerdict } from '@/lib/access/verdict'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { ChangeRequestInput } from '@/lib/requests/change-request'

interface AccessPanelProps {
  identity: FunctionUrlIdentity
  onCure: (request: ChangeRequestInput) => void
}

/** Who can call this URL and why, the way of a request gate by gate, and what would cure what is wrong. */
export function AccessPanel({ identity, onCure }: AccessPanelProps) {
  const facts = useAccessFactsWithFunction(identity)
  const verdict = facts && accessVerdict(facts)
  return (
    <Panel aria-labelledby="who-can-call">
      <PanelHeader
        title="Who can call this URL"
        titleId="who-can-call"
        description="From the auth type, the resource-based policy of this qualifier, its alias and the reserved concurrency."
        actions={verdict && <VerdictBadge kind={verdict.kind} />}
      />
      <PanelBody>
        {facts && verdict ? (
          <Explanation facts={facts} verdict={verdict} onCure={onCure} />
        ) : (
          // As high as the gates will be, so that the policy below does not jump.
          <div className="min-h-112">
            <SkeletonLines lines={8} label="Reading who can call this URL" />
          </div>
        )}
      </PanelBody>
    </Panel>
  )
}

interface ExplanationProps {
  facts: AccessFacts
  verdict: AccessVerdict
  onCure: (request: ChangeRequestInput) => void
}

function Explanation({ facts, verdict, onCure }: ExplanationProps) {
  const { identity, authType, policy } = facts
  const findings = findingsOf(facts)
  const ofKind = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind)
  const isSigned = authType === 'AWS_IAM' && policy.ok && verdict.kind !== 'alias-deleted'
  return (
    <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-col gap-1.5">
          {verdict.reasons.map((reason, place) => (
            <p key={reason} className={place === 0 ? 'font-strong' : 'text-mute'}>
              {reason}
            </p>
          ))}
        </div>
        {isSigned && <CallerList standings={standingsOf({ identity, authType, statements: policy.value })} />}
        <FindingList title="Missing" findings={ofKind('missing')} onCure={onCure} />
        <FindingList title="Too much" findings={ofKind('excess')} onCure={onCure} />
        <Unseen />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <AnswerCauses facts={facts} />
        {authType !== null && <RequestPath facts={facts} />}
      </div>
    </div>
  )
}

function Unseen() {
  return (
    <Disclosure summary="What cannot be seen from here" open>
      <ul className="flex list-disc flex-col gap-1 pl-4 text-mute text-small">
        <li>Identity policies, permissions boundaries and session policies of the callers.</li>
        <li>
          Service control policies and resource control policies of the organization: they can refuse what is
          allowed here.
        </li>
        <li>
          What a condition finds in a request, such as its source address: there the verdict says “depends”.
        </li>
        <li>Whether AWS still exempts this account from the second permission.</li>
      </ul>
    </Disclosure>
  )
}
