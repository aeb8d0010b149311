'use client'

import { useQuery } from '@tanstack/react-query'
import { Traffic } from '@/components/function-urls/traffic'
import { PolicyStatements } from '@/components/permissions/policy-statements'
import { Fact, Facts } from '@/components/ui/facts'
import { Identifier } from '@/components/ui/identifier'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { corsRows } from '@/lib/changes/plan/difference-rows'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import { type FunctionUrlConfig, type FunctionUrlIdentity, functionUrlPath } from '@/lib/function-urls/schema'

interface OverviewProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  readAt: string
}

/** Every member of the configuration, the CORS settings, the statements, and who calls it. */
export function FunctionUrlOverview({ identity, config, readAt }: OverviewProps) {
  const { data } = useQuery({ ...functionUrlQuery(identity), initialData: { config, readAt } })
  if (data.config === null) return null
  return (
    <div className="mt-4 grid gap-4 lg:grid-cols-2">
      <Panel aria-labelledby="configuration">
        <PanelHeader
          title="Configuration"
          titleId="configuration"
          actions={<TextLink href={functionUrlPath(identity, 'edit')}>Edit</TextLink>}
        />
        <PanelBody>
          <Configuration config={data.config} />
        </PanelBody>
      </Panel>
      <Panel aria-labelledby="cors">
        <PanelHeader
          title="CORS"
          titleId="cors"
          actions={<TextLink href={functionUrlPath(identity, 'cors')}>Edit CORS</TextLink>}
        />
        <PanelBody>
          <CorsFacts config={data.config} />
        </PanelBody>
      </Panel>
      <Panel aria-labelledby="traffic">
        <PanelHeader
          title="Requests"
          titleId="traffic"
          description="From CloudWatch; preflights and refusals count too."
        />
        <PanelBody>
          <Traffic identity={identity} />
        </PanelBody>
      </Panel>
      <Panel aria-labelledby="statements">
        <PanelHeader
          title="Statements of this qualifier"
          titleId="statements"
          actions={<TextLink href={functionUrlPath(identity, 'access')}>Manage access</TextLink>}
        />
        <PanelBody>
          <PolicyStatements identity={identity} />
        </PanelBody>
      </Panel>
    </div>
  )
}

function Configuration({ config }: { config: FunctionUrlConfig }) {
  return (
    <Facts>
      <Fact label="Function URL">
        <Identifier text={config.FunctionUrl} />
      </Fact>
      <Fact label="Function ARN">
        <Identifier text={config.FunctionArn} />
      </Fact>
      <Fact label="Auth type">{config.AuthType}</Fact>
      <Fact label="Invoke mode">{config.InvokeMode}</Fact>
      <Fact label="Created">
        <Time iso={config.CreationTime} show="moment" />
      </Fact>
      <Fact label="Last modified">
        <Time iso={config.LastModifiedTime} show="moment" />
      </Fact>
    </Facts>
  )
}

function CorsFacts({ config }: { config: FunctionUrlConfig }) {
  return (
    <Facts>
      {corsRows(config.Cors, config.Cors).map(({ label, after }) => (
        <Fact key={label} label={label}>
          <span className="whitespace-pre-wrap break-all">{after}</span>
        </Fact>
      ))}
    </Facts>
  )
}
