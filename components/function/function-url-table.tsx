'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { ChangeLink } from '@/components/changes/change-link'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { Identifier } from '@/components/ui/identifier'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { corsSummary } from '@/lib/cors/value/summary'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { functionUrlsOfQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { qualifierOfArn } from '@/lib/identity/arn'
import { createPath, functionUrlPath } from '@/lib/identity/paths'
import type { FunctionIdentity } from '@/lib/identity/schema'

interface FunctionUrlTableProps {
  identity: FunctionIdentity
  /** Everything that could have a function URL: `$LATEST` and the aliases. */
  qualifiers: string[]
}

/** The URLs of a function page by page as AWS lists them, then the qualifiers that have none. */
export function FunctionUrlTable({ identity, qualifiers }: FunctionUrlTableProps) {
  const query = useInfiniteQuery(functionUrlsOfQuery(identity))
  const configs = query.data?.pages.flatMap((page) => page.FunctionUrlConfigs) ?? []
  const taken = new Set(configs.map(({ FunctionArn }) => qualifierOfArn(FunctionArn)))
  const isComplete = query.data !== undefined && !query.hasNextPage
  return (
    <Panel aria-labelledby="function-urls">
      <PanelHeader
        title="Function URLs"
        titleId="function-urls"
        description="One for the function itself and one for each alias."
      />
      {query.isPending && (
        <PanelBody>
          <SkeletonLines lines={4} label="Reading the function URLs" />
        </PanelBody>
      )}
      {query.data && (
        <Table label="Function URLs" stacked>
          <THead>
            <TRow>
              <TH>Qualifier</TH>
              <TH>Address</TH>
              <TH>Auth type</TH>
              <TH>CORS</TH>
              <TH>Invoke mode</TH>
              <TH>Last modified</TH>
            </TRow>
          </THead>
          <TBody>
            {configs.map((config) => (
              <ConfigRow key={config.FunctionArn} identity={identity} config={config} />
            ))}
            {isComplete &&
              qualifiers
                .filter((qualifier) => !taken.has(qualifier))
                .map((qualifier) => <FreeRow key={qualifier} identity={identity} qualifier={qualifier} />)}
          </TBody>
        </Table>
      )}
      <More query={query} />
    </Panel>
  )
}

function ConfigRow({
  identity: { account, region, functionName },
  config,
}: {
  identity: FunctionIdentity
  config: FunctionUrlConfig
}) {
  const qualifier = qualifierOfArn(config.FunctionArn)
  return (
    <TRow>
      <TD label="Qualifier">
        <TextLink
          look="quiet"
          className="text-mono"
          href={functionUrlPath({ account, region, functionName, qualifier })}
        >
          {qualifier}
        </TextLink>
      </TD>
      <TD label="Address">
        <Identifier text={config.FunctionUrl} head={18} tail={24} copy="Copy the address" />
      </TD>
      <TD label="Auth type">{config.AuthType}</TD>
      <TD label="CORS">{corsSummary(config.Cors)}</TD>
      <TD label="Invoke mode">{config.InvokeMode}</TD>
      <TD label="Last modified">
        <Time iso={config.LastModifiedTime} />
      </TD>
    </TRow>
  )
}

function FreeRow({
  identity: { account, region, functionName },
  qualifier,
}: {
  identity: FunctionIdentity
  qualifier: string
}) {
  return (
    <TRow>
      <TD label="Qualifier" className="text-mono">
        {qualifier}
      </TD>
      <TD className="text-mute" colSpan={4}>
        no function URL
      </TD>
      <TD>
        <ChangeLink
          size="sm"
          href={createPath({ account, region, functionName, qualifier })}
          aria-label={`Create function URL on ${qualifier}`}
        >
          Create
        </ChangeLink>
      </TD>
    </TRow>
  )
}

interface MoreProps {
  query: {
    error: Error | null
    hasNextPage: boolean
    isFetchingNextPage: boolean
    refetch: () => unknown
    fetchNextPage: () => unknown
  }
}

function More({ query }: MoreProps) {
  if (query.error)
    return (
      <PanelBody>
        <FailureCallout
          failure={failureFrom(query.error)}
          actions={<Button onClick={() => query.refetch()}>Read again</Button>}
        />
      </PanelBody>
    )
  if (!query.hasNextPage) return null
  return (
    <PanelBody>
      <Button pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        Show more function URLs
      </Button>
    </PanelBody>
  )
}
