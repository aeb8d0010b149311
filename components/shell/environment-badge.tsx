'use client'

import { clsx } from 'clsx'
import { CloudCog, FlaskConical, Lock } from 'lucide-react'
import { Callout } from '@/components/ui/callout'
import { Identifier } from '@/components/ui/identifier'
import { Popover } from '@/components/ui/popover'
import type { Connection, ConnectionIdentity } from './connection'

/** Which side the console talks to, as whom and with what right: always in sight, the details one click away. */
export function EnvironmentBadge({ connection }: { connection: Connection }) {
  const { endpointLabel, isReadOnly, operator, identities } = connection
  const isSandbox = endpointLabel === 'Sandbox'
  const Icon = isReadOnly ? Lock : isSandbox ? FlaskConical : CloudCog
  const right = isReadOnly ? 'read only' : 'read and write'
  return (
    <Popover
      label="Connection"
      triggerClassName={clsx(
        'inline-flex h-8 items-center gap-1.5 rounded border bg-panel px-2.5 text-small hover:bg-chip',
        isSandbox ? 'border-control border-dashed' : 'border-line-strong',
      )}
      trigger={
        <>
          <Icon aria-hidden size={14} className="shrink-0 text-mute" />
          <span className="max-w-48 truncate font-medium">{endpointLabel}</span>
          <span className="hidden text-mute md:inline">· {right}</span>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <div>
          <p className="font-semibold">
            {endpointLabel}, {right}
          </p>
          <p className="text-mute text-small">{meaningOf(endpointLabel)}</p>
        </div>
        <ul className="flex flex-col gap-3">
          {identities.map((identity) => (
            <li key={`${identity.account} ${identity.arn}`}>
              <IdentityLines identity={identity} />
            </li>
          ))}
        </ul>
        <p className="border-line border-t pt-3 text-mute text-small">
          One local operator ({operator}), this computer only. There is no sign-in yet.
        </p>
      </div>
    </Popover>
  )
}

function IdentityLines({ identity }: { identity: ConnectionIdentity }) {
  const { account, accountName, regions, arn, problem } = identity
  return (
    <>
      <p className="font-strong">
        {accountName ? `${accountName} ` : ''}
        <span className="text-mono">{account}</span>
      </p>
      <p className="text-mute text-small">{regions.join(', ')}</p>
      {arn && <Identifier text={arn} head={22} tail={14} copy="Copy the ARN" />}
      {problem && <Callout tone="bad" title={problem} className="mt-1" />}
    </>
  )
}

function meaningOf(endpointLabel: string): string {
  if (endpointLabel === 'Sandbox')
    return 'A small AWS account inside this computer. Nothing here reaches AWS.'
  if (endpointLabel === 'AWS') return 'The real thing: what is changed here is changed in the account.'
  return 'An endpoint that answers in place of AWS (AWS_ENDPOINT_URL).'
}
