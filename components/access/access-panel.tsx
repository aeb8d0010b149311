'use client'

import { AnswerCauses } from '@/components/access/answer-causes'
import { CallerList } from '@/components/access/caller-list'
import { FindingList } from '@/components/access/finding-list'
import { RequestPath } from '@/components/access/request-path'
import { useAccessFactsWithFunction } from '@/components/access/use-access-facts'
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

/** Who can call this URL and why, the path of a request gate by gate, and what would cure what is wrong. */
export function AccessPanel({ identity, onCure }: AccessPanelProps) {
  const facts = useAccessFactsWithFunction(identity)
  const verdict = facts && accessVerdict(facts)
  return (
    <Panel aria-labelledby="who-can-call">
      <PanelHeader
        title="Who can call this URL"
        titleId="who-can-call"
        description="From its auth type, resource-based policy, alias and reserved concurrency."
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
        <FindingList title="Problems" findings={ofKind('missing')} onCure={onCure} />
        <FindingList title="Overly permissive" findings={ofKind('excess')} onCure={onCure} />
        <NotCovered isSigned={authType === 'AWS_IAM'} />
        <AnswerCauses facts={facts} />
      </div>
      <div className="min-w-0">{authType !== null && <RequestPath facts={facts} />}</div>
    </div>
  )
}

/** With auth type NONE every caller is anonymous, and has no policies of its own. */
function NotCovered({ isSigned }: { isSigned: boolean }) {
  return (
    <Disclosure summary="Not covered by this check">
      <ul className="flex list-disc flex-col gap-1 pl-4 text-mute text-small">
        {isSigned && (
          <li>
            The callers’ identity policies, permissions boundaries, session policies and service control
            policies (SCPs).
          </li>
        )}
        <li>Values that only a request has, such as its source address. The result is then “depends”.</li>
        {!isSigned && <li>Whether AWS still exempts this account from the second permission.</li>}
      </ul>
    </Disclosure>
  )
}
