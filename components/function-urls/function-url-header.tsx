'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ExternalLink, Globe, KeyRound, Pencil, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useEffect, useState } from 'react'
import { AccessVerdictLink } from '@/components/access/access-verdict-link'
import { ChangeLink } from '@/components/changes/change-link'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { CallsControl } from '@/components/concurrency/calls-control'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { Badge } from '@/components/ui/badge'
import { Button, ButtonLink } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { TabsNav } from '@/components/ui/tabs-nav'
import { Time } from '@/components/ui/time'
import { useServedQuery } from '@/components/ui/use-served-query'
import { type FunctionUrlAnswer, functionUrlQuery, invocationFactsQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { functionUrlName } from '@/lib/identity/names'
import { createPath, FUNCTIONS_PATH, functionPath, functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** Loaded when it is opened. */
const DeleteDialog = dynamic(
  async () => (await import('@/components/function-urls/delete-dialog')).DeleteDialog,
  { ssr: false },
)

interface FunctionUrlHeaderProps {
  identity: FunctionUrlIdentity
  initial: FunctionUrlAnswer
}

/** What stands above every tab of a function URL: its address, its settings in a word, its age, its tabs. */
export function FunctionUrlHeader({ identity, initial }: FunctionUrlHeaderProps) {
  const { data } = useServedQuery(functionUrlQuery(identity), initial)
  const queryClient = useQueryClient()
  // What the server has just read for this page is newer than what an earlier visit left in the cache.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page that the server makes
  useEffect(() => {
    queryClient.setQueryData(functionUrlQuery(identity).queryKey, (now) =>
      now && now.readAt < initial.readAt ? initial : now,
    )
  }, [initial])
  const { config, readAt } = data
  const { account, region, functionName, qualifier } = identity
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: 'Functions', href: FUNCTIONS_PATH },
          { label: `${account} · ${region}` },
          { label: functionName, href: functionPath(identity) },
          { label: qualifier },
        ]}
        title={
          <>
            {functionName}
            <span className="text-mute">:{qualifier}</span>
          </>
        }
        meta={config && <Settings identity={identity} config={config} />}
        subtitle={config && <Address config={config} readAt={readAt} />}
        actions={config && <Actions identity={identity} config={config} />}
      />
      <Tabs identity={identity} />
      {config === null && <NoFunctionUrl identity={identity} />}
    </>
  )
}

function Settings({ identity, config }: { identity: FunctionUrlIdentity; config: FunctionUrlConfig }) {
  const isNone = config.AuthType === 'NONE'
  return (
    <>
      <AccessVerdictLink identity={identity} />
      <Badge tone={isNone ? 'warn' : 'neutral'} icon={isNone ? <Globe /> : <KeyRound />}>
        AuthType {config.AuthType}
      </Badge>
      <Badge>{config.InvokeMode}</Badge>
    </>
  )
}

function Address({ config, readAt }: { config: FunctionUrlConfig; readAt: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="break-all text-mono text-ink">{config.FunctionUrl}</span>
      <span className="flex gap-1">
        <CopyButton text={config.FunctionUrl} label="Copy address" />
        <ButtonLink
          href={config.FunctionUrl}
          target="_blank"
          rel="noreferrer noopener"
          variant="ghost"
          size="sm"
          icon={<ExternalLink aria-hidden size={14} />}
        >
          Open
        </ButtonLink>
      </span>
      <span>
        created <Time iso={config.CreationTime} /> · modified <Time iso={config.LastModifiedTime} /> · read{' '}
        <Time iso={readAt} />
      </span>
    </div>
  )
}

const PANELS = ['delete'] as const

function Actions({ identity, config }: { identity: FunctionUrlIdentity; config: FunctionUrlConfig }) {
  const [panel, setPanel] = useQueryState(
    'panel',
    parseAsStringLiteral(PANELS).withOptions({ history: 'push' }),
  )
  const alternative = useChangeFlow()
  const { data: facts } = useQuery(invocationFactsQuery(identity))
  const readOnly = useReadOnlyReason()
  const closePanel = () => void setPanel(null, { history: 'replace' })
  const isDeleting = panel === 'delete' && !readOnly
  // Once opened it stays mounted: a deletion that was begun is followed, also when the dialog is closed meanwhile.
  const [wasOpened, setWasOpened] = useState(isDeleting)
  if (isDeleting && !wasOpened) setWasOpened(true)
  return (
    <>
      {readOnly ? (
        <Button disabledReason={readOnly}>Edit</Button>
      ) : (
        <ButtonLink href={functionUrlPath(identity, 'edit')} icon={<Pencil aria-hidden size={14} />}>
          Edit
        </ButtonLink>
      )}
      <Button
        icon={<Trash2 aria-hidden size={14} />}
        disabledReason={readOnly}
        onClick={() => void setPanel('delete')}
      >
        Delete…
      </Button>
      <CallsControl
        identity={identity}
        reserved={facts?.reservedConcurrency.ok ? facts.reservedConcurrency.value : undefined}
      />
      {wasOpened && (
        <DeleteDialog
          identity={identity}
          config={config}
          isOpen={isDeleting}
          onClose={closePanel}
          onAlternative={(request) => {
            closePanel()
            alternative.review(request)
          }}
        />
      )}
      <ReviewChange flow={alternative} keepLabel="Leave it open" />
    </>
  )
}

function Tabs({ identity }: { identity: FunctionUrlIdentity }) {
  const tabs = [
    { label: 'Overview', href: functionUrlPath(identity) },
    { label: 'CORS', href: functionUrlPath(identity, 'cors') },
    { label: 'Access', href: functionUrlPath(identity, 'access') },
    { label: 'Try it', href: functionUrlPath(identity, 'try') },
    { label: 'Code', href: functionUrlPath(identity, 'code') },
    { label: 'Activity', href: functionUrlPath(identity, 'activity') },
  ]
  return <TabsNav label="Function URL" items={tabs} />
}

function NoFunctionUrl({ identity }: { identity: FunctionUrlIdentity }) {
  const { functionName } = identity
  return (
    <EmptyState
      title={`${functionUrlName(identity)} has no function URL`}
      actions={
        <>
          <ChangeLink href={createPath(identity)} variant="primary">
            Create function URL
          </ChangeLink>
          <ButtonLink href={functionPath(identity)}>Show {functionName}</ButtonLink>
        </>
      }
    >
      There may have been one: what this console deleted is kept under Activity.
    </EmptyState>
  )
}
