'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Checkbox } from '@/components/ui/checkbox'
import { Skeleton } from '@/components/ui/skeleton'
import { Time } from '@/components/ui/time'
import type { PlannedChange } from '@/lib/changes/change'
import { statementsMissingFrom, statementsOf } from '@/lib/changes/plan/state-difference'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { siblingUrlsQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { Statement } from '@/lib/permissions/schema'
import { statementSentence } from '@/lib/permissions/sentence'
import { servesOnlyFunctionUrl } from '@/lib/permissions/statement'
import { formatNumber } from '@/lib/text/counted'
import { listed } from '@/lib/text/listed'
import { visibleText } from '@/lib/text/visible-text'
import { trafficQuery } from '@/lib/traffic/queries'

interface DeletionEvidenceProps {
  identity: FunctionUrlIdentity
  plan?: PlannedChange
  /** The state could not be read, so there is no plan to wait for. */
  isUnknown: boolean
  keepsStatements: boolean
  onKeepStatements: (keeps: boolean) => void
}

/** Who still calls the URL, what would stay behind, and what is not touched. */
export function DeletionEvidence(props: DeletionEvidenceProps) {
  const { identity, plan, isUnknown } = props
  return (
    <div className="divide-y divide-line rounded border border-line">
      <Requests identity={identity} />
      {plan ? (
        <Statements {...props} plan={plan} />
      ) : (
        <Row label={SERVES_ONLY}>{isUnknown ? 'not known' : <Skeleton className="h-5 w-28" />}</Row>
      )}
      <Siblings identity={identity} />
    </div>
  )
}

function Row({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 px-3 py-1.5">
      <span>{label}</span>
      <span className="min-w-0 break-words">{children}</span>
    </div>
  )
}

const REQUESTS = 'Requests, last hour · day · 30 days'

/** What CloudWatch counted. What cannot be read is "not known", never 0. */
function Requests({ identity }: { identity: FunctionUrlIdentity }) {
  // Evidence for a step that cannot be undone: counted now, not when the page was opened.
  const { data, error, isFetching } = useQuery({ ...trafficQuery(identity), refetchOnMount: 'always' })
  if (error && !isFetching)
    return (
      <div>
        <Row label={REQUESTS}>
          <strong className="font-semibold">not known</strong>
        </Row>
        <div className="px-3 pb-3">
          <FailureCallout failure={failureFrom(error)} />
        </div>
      </div>
    )
  return (
    <Row
      label={
        <>
          {REQUESTS}
          <span className="block text-mute text-small">
            {data && !isFetching && (
              <>
                read <Time iso={data.readAt} />;{' '}
              </>
            )}
            CloudWatch counts some minutes late
          </span>
        </>
      }
    >
      {data && !isFetching ? (
        <span className="tabular-nums">
          <strong className="font-semibold">{formatNumber(data.lastHour)}</strong> ·{' '}
          {formatNumber(data.lastDay)} · {formatNumber(data.last30Days)}
        </span>
      ) : (
        <Skeleton className="h-5 w-32" />
      )}
    </Row>
  )
}

const SERVES_ONLY = 'Statements that only serve this URL'

function Statements({
  identity,
  keepsStatements,
  onKeepStatements,
  plan,
}: DeletionEvidenceProps & { plan: PlannedChange }) {
  const statements = statementsOf(plan.before).filter(servesOnlyFunctionUrl)
  if (statements.length === 0) return <Row label={SERVES_ONLY}>none</Row>
  const removed = statementsMissingFrom(statementsOf(plan.after), statements)
  const isStaying = (statement: Statement) => !removed.includes(statement)
  const summary = summaryOf(plan, removed.length, statements.length)
  return (
    <details className="group/statements">
      <summary className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 rounded px-3 py-1.5 -outline-offset-2">
        <span>{SERVES_ONLY}</span>
        <span className="inline-flex items-center gap-1">
          {summary}
          <ChevronDown
            aria-hidden
            size={14}
            className="text-mute transition-transform group-open/statements:rotate-180"
          />
        </span>
      </summary>
      <div className="flex flex-col gap-3 px-3 pb-3">
        <ul className="flex flex-col gap-2">
          {statements.map((statement) => (
            <li key={JSON.stringify(statement)}>
              {statementSentence(statement, identity).text}
              <span className="block break-all text-mono text-mute">
                {statement.Sid === undefined ? 'no statement id' : visibleText(statement.Sid)}
                {isStaying(statement) && ': stays'}
              </span>
            </li>
          ))}
        </ul>
        <Checkbox
          checked={!keepsStatements}
          onCheckedChange={(removes) => onKeepStatements(!removes)}
          label="Remove them too"
          description="Left behind, they make a function URL created later on this qualifier reachable at once."
        />
      </div>
    </details>
  )
}

/** As the plan has it, which may be of a moment before the box was ticked. */
function summaryOf({ request }: PlannedChange, removed: number, all: number): string {
  if (request.kind === 'delete' && request.statements === 'keep') return `${all}, kept`
  return removed === all ? `${all}, removed too` : `${removed} of ${all} removed too`
}

const OTHERS = 'Other URLs of this function'

function Siblings({ identity }: { identity: FunctionUrlIdentity }) {
  const { data, error } = useQuery(siblingUrlsQuery(identity))
  if (error) return <Row label={OTHERS}>not known: {failureFrom(error).message}</Row>
  if (!data)
    return (
      <Row label={OTHERS}>
        <Skeleton className="h-5 w-24" />
      </Row>
    )
  return (
    <Row label={OTHERS}>
      {data.length === 0 ? 'none' : `${listed(data)} ${data.length === 1 ? 'stays' : 'stay'}`}
    </Row>
  )
}
