'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import type { PlannedChange } from '@/lib/changes/change'
import { statementsOf } from '@/lib/changes/plan/state-difference'
import { invocationFactsQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { isRemovable, servesOnlyFunctionUrl } from '@/lib/permissions/statement'
import type { ChangeRequestInput } from '@/lib/requests/change-request'
import { trafficQuery } from '@/lib/traffic/queries'

interface CloseInsteadProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  plan?: PlannedChange
  /** Takes the person to the review of the way that keeps the address. */
  onReview: (request: ChangeRequestInput) => void
}

/** The reversible alternative to a deletion: AWS_IAM for a public URL, no grants for one that is AWS_IAM already. */
export function CloseInstead({ identity, config, plan, onReview }: CloseInsteadProps) {
  const { data: traffic, error } = useQuery(trafficQuery(identity))
  const { data: facts } = useQuery(invocationFactsQuery(identity))
  const isStopped = facts?.reservedConcurrency.ok && facts.reservedConcurrency.value === 0
  // Requests that all get 429 are no use.
  const isUsed = !isStopped && traffic !== undefined && traffic.last30Days > 0
  if (config.AuthType === 'NONE')
    return (
      <Callout
        tone="warn"
        title={closingTitle(isUsed, error !== null)}
        actions={
          <Button onClick={() => onReview({ kind: 'update', identity, AuthType: 'AWS_IAM' })}>
            Review closing
          </Button>
        }
      >
        Switching to AWS_IAM stops anonymous calls at once, keeps the address and can be undone.
      </Callout>
    )
  const grants = plan ? statementsOf(plan.before).filter(servesOnlyFunctionUrl).filter(isRemovable) : []
  if (grants.length === 0) return null
  const statementIds = grants.map(({ Sid }) => Sid)
  return (
    <Callout
      tone="warn"
      title={
        isUsed ? 'It is in use. Take the permissions away instead?' : 'Take the permissions away instead?'
      }
      actions={
        <Button onClick={() => onReview({ kind: 'revoke', identity, statementIds })}>Review removing</Button>
      }
    >
      Without these statements, callers of other accounts are refused and the address is kept. Callers of this
      account may still be allowed by their own identity policies.
    </Callout>
  )
}

function closingTitle(isUsed: boolean, isUnknown: boolean): string {
  if (isUsed) return 'It is in use. Close it instead?'
  return isUnknown ? 'It may be in use. Close it instead?' : 'Close it instead?'
}
