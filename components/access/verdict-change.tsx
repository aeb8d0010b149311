'use client'

import { CallerList } from '@/components/access/caller-list'
import { useAccessFacts } from '@/components/access/use-access-facts'
import { VerdictBadge } from '@/components/access/verdict-badge'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import type { AccessFacts } from '@/lib/access/access-facts'
import { accessVerdict } from '@/lib/access/access-verdict'
import { standingsOf } from '@/lib/access/caller-standing'
import { ok } from '@/lib/failures/result'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'

interface VerdictChangeProps {
  identity: FunctionUrlIdentity
  /** As edited. */
  statements: Statement[]
  /** The JSON cannot be read, so the statements are those before it was typed. */
  isUnread: boolean
}

/** Who can call now, and who could with the policy as edited. */
export function VerdictChange({ identity, statements, isUnread }: VerdictChangeProps) {
  const facts = useAccessFacts(identity)
  return (
    <Panel aria-labelledby="access-change">
      <PanelHeader
        title="Who can call: now and after"
        titleId="access-change"
        description={isUnread ? 'Of the last policy that could be read.' : undefined}
      />
      <PanelBody>
        {facts ? (
          <div className="grid gap-4 sm:grid-cols-2">
            <VerdictThen title="Now" facts={facts} />
            <VerdictThen title="After" facts={{ ...facts, policy: ok(statements) }} />
          </div>
        ) : (
          <SkeletonLines lines={3} label="Reading who can call this URL" />
        )}
      </PanelBody>
    </Panel>
  )
}

function VerdictThen({ title, facts }: { title: string; facts: AccessFacts }) {
  const { identity, authType, policy } = facts
  const { kind, reasons } = accessVerdict(facts)
  const isSigned = authType === 'AWS_IAM' && policy.ok && kind !== 'alias-deleted'
  return (
    <section aria-label={title} className="flex min-w-0 flex-col items-start gap-2">
      <h3 className="font-semibold text-small">{title}</h3>
      <VerdictBadge kind={kind} />
      {reasons.map((reason) => (
        <p key={reason} className="break-words text-small">
          {reason}
        </p>
      ))}
      {isSigned && <CallerList standings={standingsOf({ identity, authType, statements: policy.value })} />}
    </section>
  )
}
