'use client'

import { useQuery } from '@tanstack/react-query'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Traffic } from '@/components/function-urls/traffic'
import { Checkbox } from '@/components/ui/checkbox'
import { Fact, Facts } from '@/components/ui/facts'
import { statementsMissingFrom, statementsOf } from '@/lib/changes/plan/state-difference'
import type { PlannedChange } from '@/lib/changes/schema'
import { failureFrom } from '@/lib/fetch-json'
import { siblingUrlsQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlIdentity } from '@/lib/function-urls/schema'

interface DeletionEvidenceProps {
  identity: FunctionUrlIdentity
  plan?: PlannedChange
  keepsStatements: boolean
  onKeepStatements: (keeps: boolean) => void
}

/** Who still calls the URL, what would stay behind, and what is not touched. */
export function DeletionEvidence({
  identity,
  plan,
  keepsStatements,
  onKeepStatements,
}: DeletionEvidenceProps) {
  const removed = plan ? statementsMissingFrom(statementsOf(plan.after), statementsOf(plan.before)) : []
  return (
    <div className="flex flex-col gap-3">
      <section aria-label="Requests">
        <h3 className="font-semibold text-small">Requests</h3>
        <Traffic identity={identity} />
      </section>
      <section aria-label="What stays and what goes">
        <h3 className="font-semibold text-small">Beside the address</h3>
        <Facts>
          <Fact label="Statements that only serve this URL">
            {keepsStatements ? 'stay in the policy' : statementNames(removed.map(({ Sid }) => Sid))}
          </Fact>
          <Fact label="Other URLs of this function">
            <Siblings identity={identity} />
          </Fact>
        </Facts>
        <Checkbox
          checked={!keepsStatements}
          onCheckedChange={(removes) => onKeepStatements(!removes)}
          label="Remove the statements that only serve this URL too"
        />
      </section>
    </div>
  )
}

function statementNames(ids: (string | undefined)[]): string {
  if (ids.length === 0) return 'none'
  return `${ids.length}, removed too: ${ids.join(', ')}`
}

function Siblings({ identity }: { identity: FunctionUrlIdentity }) {
  const { data, error } = useQuery(siblingUrlsQuery(identity))
  if (error) return <FailureCallout failure={failureFrom(error)} />
  if (!data) return <>reading…</>
  return <>{data.length === 0 ? 'none' : `${data.join(', ')} ${data.length === 1 ? 'stays' : 'stay'}`}</>
}
