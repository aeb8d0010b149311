'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ChangeLink } from '@/components/changes/change-link'
import { useLastDeletions } from '@/components/changes/use-last-deletions'
import { FailureCallout } from '@/components/failures/failure-callout'
import { versionsOf } from '@/components/function/versions-of'
import { Button } from '@/components/ui/button'
import { Identifier } from '@/components/ui/identifier'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { SearchInput } from '@/components/ui/search-input'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { ChangeProgress } from '@/lib/changes/change'
import { corsSummary } from '@/lib/cors/value/summary'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { functionUrlsOfQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { AliasFacts } from '@/lib/functions/schema'
import { qualifierOfArn } from '@/lib/identity/arn'
import { changePath, createPath, functionUrlPath } from '@/lib/identity/paths'
import { LATEST } from '@/lib/identity/qualifier'
import type { FunctionIdentity } from '@/lib/identity/schema'
import { counted } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

/** With fewer a search would be in the way. */
const SEARCHED_FROM = 8
/** Rows that are there at once; more are shown when they are asked for. */
const SHOWN_AT_FIRST = 25

interface QualifierRow {
  qualifier: string
  alias?: AliasFacts
  config?: FunctionUrlConfig
}

interface FunctionUrlTableProps {
  identity: FunctionIdentity
  aliases: AliasFacts[]
}

/** Everything that can have a function URL, `$LATEST` and the aliases, each once, with its URL where it has one. */
export function FunctionUrlTable({ identity, aliases }: FunctionUrlTableProps) {
  const query = useInfiniteQuery(functionUrlsOfQuery(identity))
  const { hasNextPage, isFetchingNextPage, fetchNextPage, error } = query
  // Which qualifiers have none is known only when AWS's last page is here.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, error])
  const configs = query.data?.pages.flatMap((page) => page.FunctionUrlConfigs) ?? []
  const isComplete = query.data !== undefined && !hasNextPage
  const { deletions } = useLastDeletions(identity, isComplete && configs.length <= aliases.length)
  const rows = rowsOf(configs, aliases, isComplete)
  return (
    <Panel aria-labelledby="function-urls">
      <PanelHeader
        title="Function URLs"
        titleId="function-urls"
        description={
          isComplete
            ? `${counted(configs.length, 'function URL')} on ${counted(aliases.length + 1, 'qualifier')}: the function itself and each alias can have one.`
            : 'The function itself and each alias can have one.'
        }
      />
      {query.isPending && (
        <PanelBody>
          <SkeletonLines lines={4} label="Reading the function URLs" />
        </PanelBody>
      )}
      {query.data && <Rows identity={identity} rows={rows} deletions={deletions} />}
      {hasNextPage && !error && (
        <PanelBody>
          <SkeletonLines lines={1} label="Reading more function URLs" />
        </PanelBody>
      )}
      {error && (
        <PanelBody>
          <FailureCallout
            failure={failureFrom(error)}
            actions={<Button onClick={() => query.refetch()}>Read again</Button>}
          />
        </PanelBody>
      )}
    </Panel>
  )
}

/** Those with a URL first, as AWS lists them. */
function rowsOf(configs: FunctionUrlConfig[], aliases: AliasFacts[], isComplete: boolean): QualifierRow[] {
  const aliasOf = (qualifier: string) => aliases.find(({ Name }) => Name === qualifier)
  const taken = configs.map((config) => {
    const qualifier = qualifierOfArn(config.FunctionArn)
    return { qualifier, config, alias: aliasOf(qualifier) }
  })
  if (!isComplete) return taken
  const free = [LATEST, ...aliases.map(({ Name }) => Name)]
    .filter((qualifier) => !taken.some((row) => row.qualifier === qualifier))
    .map((qualifier) => ({ qualifier, alias: aliasOf(qualifier) }))
  return [...taken, ...free]
}

interface RowsProps {
  identity: FunctionIdentity
  rows: QualifierRow[]
  deletions: Map<string, ChangeProgress>
}

function Rows({ identity, rows, deletions }: RowsProps) {
  const [text, setText] = useState('')
  const [isAll, setAll] = useState(false)
  const found = rows.filter((row) => searchedText(row).includes(text.trim().toLowerCase()))
  const shown = isAll ? found : found.slice(0, SHOWN_AT_FIRST)
  return (
    <>
      {rows.length >= SEARCHED_FROM && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-2">
          <SearchInput
            label="Search qualifiers and addresses"
            value={text}
            onChange={setText}
            wrapperClassName="w-full sm:w-80"
          />
          <span role="status" className="text-mute text-small">
            {text.trim() === '' ? '' : `${found.length} of ${rows.length}`}
          </span>
        </div>
      )}
      {found.length === 0 ? (
        <PanelBody>
          <p className="text-mute">No qualifier matches.</p>
        </PanelBody>
      ) : (
        <Table label="Function URLs" stacked>
          <THead>
            <TRow>
              <TH>Qualifier</TH>
              <TH>Versions</TH>
              <TH>Address</TH>
              <TH>Auth type</TH>
              <TH>CORS</TH>
              <TH>Invoke mode</TH>
              <TH>Last modified</TH>
            </TRow>
          </THead>
          <TBody>
            {shown.map((row) => (
              <Row
                key={row.qualifier}
                identity={identity}
                row={row}
                deletion={row.config ? undefined : deletions.get(row.qualifier)}
              />
            ))}
          </TBody>
        </Table>
      )}
      {shown.length < found.length && (
        <PanelBody>
          <Button onClick={() => setAll(true)}>Show all {found.length}</Button>
        </PanelBody>
      )}
    </>
  )
}

const searchedText = ({ qualifier, alias, config }: QualifierRow) =>
  [qualifier, alias?.Description, config?.FunctionUrl, config?.AuthType].join(' ').toLowerCase()

interface RowProps {
  identity: FunctionIdentity
  row: QualifierRow
  deletion: ChangeProgress | undefined
}

function Row({ identity, row: { qualifier, alias, config }, deletion }: RowProps) {
  const { account, region, functionName } = identity
  const of = { account, region, functionName, qualifier }
  return (
    <TRow>
      <TD label="Qualifier" className="max-w-64">
        {config ? (
          <TextLink className="text-mono" href={functionUrlPath(of)}>
            {qualifier}
          </TextLink>
        ) : (
          <span className="text-mono">{qualifier}</span>
        )}
        {alias?.Description && (
          <div className="truncate text-mute text-small" title={visibleText(alias.Description)}>
            {visibleText(alias.Description)}
          </div>
        )}
      </TD>
      <TD label="Versions">{alias ? versionsOf(alias) : 'unpublished'}</TD>
      {config ? (
        <>
          <TD label="Address">
            <Identifier text={config.FunctionUrl} head={18} tail={24} copy="Copy the address" />
          </TD>
          <TD label="Auth type">{config.AuthType}</TD>
          <TD label="CORS">{corsSummary(config.Cors)}</TD>
          <TD label="Invoke mode">{config.InvokeMode}</TD>
          <TD label="Last modified">
            <Time iso={config.LastModifiedTime} />
          </TD>
        </>
      ) : (
        <TD colSpan={5}>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="text-mute">
              no function URL
              {deletion && (
                <>
                  ; deleted <Time iso={deletion.startedAt} />,{' '}
                  <TextLink href={changePath(deletion.changeId)}>see the record</TextLink>
                </>
              )}
            </span>
            <ChangeLink
              size="sm"
              href={createPath(deletion ? { ...of, recreates: deletion.changeId } : of)}
              aria-label={`${deletion ? 'Recreate' : 'Create'} function URL on ${qualifier}`}
            >
              {deletion ? 'Recreate function URL' : 'Create function URL'}
            </ChangeLink>
          </div>
        </TD>
      )}
    </TRow>
  )
}
