'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ExternalLink, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useEffect, useState } from 'react'
import { AccessVerdictLink, ProblemDot } from '@/components/access/access-verdict-link'
import { ChangeLink } from '@/components/changes/change-link'
import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { useLastDeletions } from '@/components/changes/use-last-deletions'
import { CallsControl } from '@/components/concurrency/calls-control'
import { ProtectedBadge } from '@/components/protection/protected-mark'
import { ProtectionControl, useProtection } from '@/components/protection/protection-control'
import { useAccountTexts } from '@/components/shell/account-marks'
import { DraftDot } from '@/components/shell/draft-dot'
import { useConnection } from '@/components/shell/use-connection'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { Badge } from '@/components/ui/badge'
import { Button, ButtonLink } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { TabsNav } from '@/components/ui/tabs-nav'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { useServedQuery } from '@/components/ui/use-served-query'
import { type FunctionUrlAnswer, functionUrlQuery, invocationFactsQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { functionUrlName, identityKey } from '@/lib/identity/names'
import { changePath, createPath, FUNCTIONS_PATH, functionPath, functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { probeTarget } from '@/lib/probe/probe-target'

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
  const { functionName, qualifier } = identity
  const { targetText } = useAccountTexts()
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: 'Functions', href: FUNCTIONS_PATH },
          { label: targetText(identity) },
          { label: functionName, href: functionPath(identity) },
        ]}
        title={
          <>
            {functionName}
            <span className="text-mute">:{qualifier}</span>
          </>
        }
        meta={config && <SettingsLine identity={identity} config={config} />}
        subtitle={config && <Address region={identity.region} config={config} readAt={readAt} />}
        actions={config && <Actions identity={identity} config={config} />}
      />
      <Tabs identity={identity} />
      {config === null && <NoFunctionUrl identity={identity} />}
    </>
  )
}

function SettingsLine({ identity, config }: { identity: FunctionUrlIdentity; config: FunctionUrlConfig }) {
  return (
    <>
      <AccessVerdictLink identity={identity} />
      {/* Who can call is the verdict's to say: NONE alone opens nothing. */}
      <Badge>AuthType {config.AuthType}</Badge>
      <Badge>{config.InvokeMode}</Badge>
      <ProtectedLine identity={identity} />
    </>
  )
}

function ProtectedLine({ identity }: { identity: FunctionUrlIdentity }) {
  const protection = useProtection(identity)
  return protection && <ProtectedBadge reason={protection.reason} />
}

function Address({ region, config, readAt }: { region: string; config: FunctionUrlConfig; readAt: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="max-w-full truncate text-mono text-ink sm:break-all sm:whitespace-normal">
        {config.FunctionUrl}
      </span>
      <span className="flex gap-1">
        <CopyButton text={config.FunctionUrl} label="Copy address" />
        <OpenAddress address={config.FunctionUrl} region={region} />
      </span>
      <span className="max-sm:hidden">
        created <Time iso={config.CreationTime} /> · modified <Time iso={config.LastModifiedTime} /> · read{' '}
        <Time iso={readAt} />
      </span>
    </div>
  )
}

/** A link only to what the console would send a request to: AWS's answer alone makes no address a function URL. */
function OpenAddress({ address, region }: { address: string; region: string }) {
  const connection = useConnection()
  if (!connection) return null
  if (!probeTarget(address, region, connection.functionUrlHost))
    return (
      <span className="text-small">
        Not linked: this is no address of {connection.functionUrlHost.replace('<region>', region)}
      </span>
    )
  return (
    <ButtonLink
      href={address}
      target="_blank"
      rel="noreferrer noopener"
      variant="ghost"
      size="sm"
      icon={<ExternalLink aria-hidden size={14} />}
    >
      Open
    </ButtonLink>
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
      <Button
        icon={<Trash2 aria-hidden size={14} />}
        disabledReason={readOnly}
        onClick={() => void setPanel('delete')}
      >
        Delete…
      </Button>
      <ProtectionControl identity={identity} />
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
      <ReviewChange flow={alternative} keepLabel="Cancel" />
    </>
  )
}

function Tabs({ identity }: { identity: FunctionUrlIdentity }) {
  const key = identityKey(identity)
  const tabs = [
    { label: 'Overview', href: functionUrlPath(identity) },
    { label: 'CORS', href: functionUrlPath(identity, 'cors'), badge: <DraftDot names={[`cors/${key}`]} /> },
    {
      label: 'Access',
      href: functionUrlPath(identity, 'access'),
      badge: (
        <>
          <ProblemDot identity={identity} />
          <DraftDot names={[`policy/${key}`, `grant/${key}`]} />
        </>
      ),
    },
    {
      label: 'Settings',
      href: functionUrlPath(identity, 'edit'),
      badge: <DraftDot names={[`edit/${key}`]} />,
    },
    { label: 'Try it', href: functionUrlPath(identity, 'try') },
    { label: 'Code', href: functionUrlPath(identity, 'code') },
    { label: 'Activity', href: functionUrlPath(identity, 'activity') },
  ]
  return <TabsNav label="Function URL" items={tabs} />
}

function NoFunctionUrl({ identity }: { identity: FunctionUrlIdentity }) {
  const { functionName, qualifier } = identity
  const { deletions, isWhole } = useLastDeletions(identity, true)
  const deletion = deletions.get(qualifier)
  const create = deletion ? { ...identity, recreates: deletion.changeId } : identity
  return (
    <EmptyState
      title={`${functionUrlName(identity)} has no function URL`}
      actions={
        <>
          <ChangeLink href={createPath(create)} variant="primary">
            {deletion ? 'Recreate (new address)' : 'Create function URL'}
          </ChangeLink>
          <ButtonLink href={functionPath(identity)}>Show {functionName}</ButtonLink>
        </>
      }
    >
      {deletion ? (
        <>
          It was deleted <Time iso={deletion.startedAt} /> by {deletion.actor.name}:{' '}
          <TextLink href={changePath(deletion.changeId)}>see the record</TextLink>. Its address is permanently
          deleted; its settings are kept.
        </>
      ) : (
        isWhole && 'This console has deleted none here; what was deleted elsewhere is not in its record.'
      )}
    </EmptyState>
  )
}
