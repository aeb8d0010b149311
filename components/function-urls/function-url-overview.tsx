'use client'

import dynamic from 'next/dynamic'
import { AccessSummary } from '@/components/access/access-summary'
import { FindingsStrip } from '@/components/function-urls/findings-strip'
import { Traffic } from '@/components/function-urls/traffic'
import { OwnerFact } from '@/components/owner/owner-fact'
import { PolicyStatements } from '@/components/permissions/policy-statements'
import { DocsLink } from '@/components/shell/docs-link'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { Fact, Facts } from '@/components/ui/facts'
import { Identifier } from '@/components/ui/identifier'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { useServedQuery } from '@/components/ui/use-served-query'
import { CORS_LISTS, isCorsOff } from '@/lib/cors/value/cors'
import { maxAgeOf, maxAgeText } from '@/lib/cors/value/max-age'
import type { Cors } from '@/lib/cors/value/schema'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { CORS_SETTINGS } from '@/lib/function-urls/settings'
import { functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { visibleText } from '@/lib/text/visible-text'

/** Charts come after everything that is read at a glance. */
const TrafficCharts = dynamic(
  async () => (await import('@/components/function-urls/traffic-charts')).TrafficCharts,
  { ssr: false, loading: () => <Skeleton className="my-3 h-72 w-full" /> },
)

interface OverviewProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  readAt: string
}

/** Every member of the configuration, the CORS settings, the statements, and who calls it. */
export function FunctionUrlOverview({ identity, config, readAt }: OverviewProps) {
  const { data } = useServedQuery(functionUrlQuery(identity), { config, readAt })
  const readOnly = useReadOnlyReason()
  if (data.config === null) return null
  return (
    <div className="grid items-start gap-4 pb-6 lg:grid-cols-2">
      <div className="empty:hidden lg:col-span-2">
        <FindingsStrip identity={identity} config={data.config} readAt={data.readAt} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Panel aria-labelledby="configuration">
          <PanelHeader
            title="Configuration"
            titleId="configuration"
            actions={!readOnly && <TextLink href={functionUrlPath(identity, 'edit')}>Edit settings</TextLink>}
          />
          <PanelBody className="py-2">
            <Configuration identity={identity} config={data.config} />
          </PanelBody>
        </Panel>
        <Panel aria-labelledby="traffic">
          <PanelHeader
            title="Requests"
            titleId="traffic"
            description="As CloudWatch counts them, some minutes late."
            actions={<DocsLink about="urlMetrics" />}
          />
          <PanelBody className="py-2">
            <Traffic identity={identity} />
            <TrafficCharts identity={identity} />
          </PanelBody>
        </Panel>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <AccessSummary identity={identity} />
        <Panel aria-labelledby="cors">
          <PanelHeader
            title="CORS"
            titleId="cors"
            actions={
              <span className="flex flex-wrap items-baseline gap-x-3">
                <DocsLink about="cors" />
                <TextLink href={functionUrlPath(identity, 'cors')}>Edit CORS</TextLink>
              </span>
            }
          />
          <PanelBody className="py-2">
            <CorsFacts cors={data.config.Cors ?? {}} />
          </PanelBody>
        </Panel>
        <Panel aria-labelledby="statements">
          <PanelHeader
            title="Resource-based policy"
            titleId="statements"
            actions={
              <span className="flex flex-wrap items-baseline gap-x-3">
                <DocsLink about="urlAccess" />
                <TextLink href={functionUrlPath(identity, 'access')}>Manage access</TextLink>
              </span>
            }
          />
          <PanelBody className="py-2">
            <PolicyStatements identity={identity} />
          </PanelBody>
        </Panel>
      </div>
    </div>
  )
}

function Configuration({ identity, config }: Pick<OverviewProps, 'identity' | 'config'>) {
  return (
    <Facts>
      <Fact label="Function URL">
        <Identifier text={config.FunctionUrl} head={11} tail={22} copy="Copy the function URL" />
      </Fact>
      <Fact label="Function ARN">
        <Identifier text={config.FunctionArn} head={11} tail={22} copy="Copy the function ARN" />
      </Fact>
      <Fact label="Auth type">{config.AuthType}</Fact>
      <Fact label="Invoke mode">{config.InvokeMode}</Fact>
      <Fact label="Created">
        <Time iso={config.CreationTime} show="moment" />
      </Fact>
      <Fact label="Last modified">
        <Time iso={config.LastModifiedTime} show="moment" />
      </Fact>
      <OwnerFact identity={identity} />
    </Facts>
  )
}

function CorsFacts({ cors }: { cors: Cors }) {
  if (isCorsOff(cors))
    return (
      <p className="py-2 text-mute">
        Not configured: Lambda adds no CORS headers, and preflights reach the function.
      </p>
    )
  return (
    <Facts>
      {CORS_LISTS.map((member) => (
        <Fact key={member} label={CORS_SETTINGS[member].label}>
          <Values values={cors[member] ?? []} />
        </Fact>
      ))}
      <Fact label={CORS_SETTINGS.AllowCredentials.label}>{cors.AllowCredentials ? 'yes' : 'no'}</Fact>
      <Fact label={CORS_SETTINGS.MaxAge.label}>{maxAgeFact(cors.MaxAge)}</Fact>
    </Facts>
  )
}

/** As people say it, with AWS’s own number where that is another. */
function maxAgeFact(seconds: number | undefined): string {
  if (seconds === undefined) return '—'
  const text = maxAgeText(seconds)
  return maxAgeOf(seconds).unit === 'seconds' ? text : `${text} (${seconds} s)`
}

function Values({ values }: { values: string[] }) {
  if (values.length === 0) return <>—</>
  return (
    <ul className="flex flex-wrap gap-1">
      {values.map((value) => (
        <li key={value} className="break-all rounded-sm bg-chip px-1.5 py-0.5 text-mono">
          {visibleText(value)}
        </li>
      ))}
    </ul>
  )
}
