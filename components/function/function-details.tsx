'use client'

import { ChangeLink } from '@/components/changes/change-link'
import { CallsControl } from '@/components/concurrency/calls-control'
import { FailureCallout } from '@/components/failures/failure-callout'
import { FunctionPolicies } from '@/components/function/function-policies'
import { FunctionUrlTable } from '@/components/function/function-url-table'
import { OwnerWords } from '@/components/owner/owner-fact'
import { useAccountTexts } from '@/components/shell/account-marks'
import { AwsConsoleLink } from '@/components/shell/aws-console-link'
import { Badge } from '@/components/ui/badge'
import { Fact, Facts } from '@/components/ui/facts'
import { Identifier } from '@/components/ui/identifier'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { Time } from '@/components/ui/time'
import { useServedQuery } from '@/components/ui/use-served-query'
import { functionQuery } from '@/lib/functions/queries'
import type { FunctionDetails, Part } from '@/lib/functions/schema'
import { createPath, FUNCTIONS_PATH } from '@/lib/identity/paths'
import { LATEST } from '@/lib/identity/qualifier'
import { ownerOf } from '@/lib/owner/owner-of'
import { formatNumber } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

/** One function: what it is, its URLs by qualifier, its aliases, and the policy of every qualifier. */
export function FunctionDetailsView({ initial }: { initial: FunctionDetails }) {
  const { data: details } = useServedQuery(functionQuery(initial), initial)
  const { account, region, functionName } = details
  const aliases = details.aliases.ok ? details.aliases.value : []
  const create = createPath({ account, region, functionName })
  const { targetText } = useAccountTexts()
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: 'Functions', href: FUNCTIONS_PATH },
          { label: targetText(details) },
          { label: functionName },
        ]}
        title={functionName}
        meta={<FunctionBadges details={details} />}
        subtitle={
          <>
            read <Time iso={details.readAt} /> <AwsConsoleLink identity={details} />
          </>
        }
        actions={
          <>
            <ChangeLink variant="primary" href={create}>
              Create function URL
            </ChangeLink>
            <CallsControl
              identity={{ account, region, functionName, qualifier: LATEST }}
              reserved={details.reservedConcurrency.ok ? details.reservedConcurrency.value : undefined}
            />
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <Panel aria-labelledby="function">
          <PanelHeader title="Function" titleId="function" />
          <PanelBody>
            <FunctionFactsList details={details} />
          </PanelBody>
        </Panel>
        <FunctionUrlTable identity={details} aliases={aliases} />
        {!details.aliases.ok && <FailureCallout failure={details.aliases.failure} />}
        <FunctionPolicies
          identity={details}
          qualifiers={[LATEST, ...aliases.map(({ Name }) => Name)]}
          versions={details.versions.ok ? details.versions.value : []}
        />
      </div>
    </>
  )
}

function FunctionBadges({ details }: { details: FunctionDetails }) {
  const { reservedConcurrency, Runtime, PackageType } = details
  return (
    <>
      <Badge>{Runtime ?? PackageType ?? 'no runtime'}</Badge>
      {reservedConcurrency.ok && reservedConcurrency.value === 0 && (
        <Badge tone="bad">All calls are throttled (reserved concurrency 0)</Badge>
      )}
    </>
  )
}

function FunctionFactsList({ details }: { details: FunctionDetails }) {
  return (
    <Facts layout="grid">
      <Fact label="Function ARN">
        <Identifier text={details.FunctionArn} />
      </Fact>
      <Fact label="Description">{details.Description ? visibleText(details.Description) : '—'}</Fact>
      <Fact label="Last modified">
        <Time iso={details.LastModified} />
      </Fact>
      <Fact label="Published versions">
        <Versions part={details.versions} />
      </Fact>
      <Fact label="Reserved concurrency">
        <PartText part={details.reservedConcurrency} none="not reserved" />
      </Fact>
      <Fact label="Managed by">
        {details.tags.ok ? (
          <OwnerWords owner={ownerOf(details.tags.value) ?? null} />
        ) : (
          <span className="text-mute">not known: its tags could not be read</span>
        )}
      </Fact>
      <Fact label="Tags">
        <Tags part={details.tags} />
      </Fact>
    </Facts>
  )
}

function Versions({ part }: { part: Part<string[]> }) {
  if (!part.ok) return <span className="text-bad">not readable: {part.failure.message}</span>
  const [newest] = part.value
  return <>{newest === undefined ? 'none' : `${formatNumber(part.value.length)}, the newest is ${newest}`}</>
}

function PartText({ part, none = '—' }: { part: Part<number | null>; none?: string }) {
  if (!part.ok) return <span className="text-bad">not readable: {part.failure.message}</span>
  return <>{part.value ?? none}</>
}

function Tags({ part }: { part: Part<Record<string, string>> }) {
  if (!part.ok) return <span className="text-bad">not readable: {part.failure.message}</span>
  const tags = Object.entries(part.value)
  if (tags.length === 0) return <>none</>
  return (
    <span className="flex flex-wrap gap-1">
      {tags.map(([key, value]) => (
        <Badge key={key}>{`${visibleText(key)}=${visibleText(value)}`}</Badge>
      ))}
    </span>
  )
}
