'use client'

import { clsx } from 'clsx'
import { CloudCog, CloudOff, FlaskConical, Lock } from 'lucide-react'
import { Callout } from '@/components/ui/callout'
import { Identifier } from '@/components/ui/identifier'
import { Popover } from '@/components/ui/popover'
import { TextLink } from '@/components/ui/text-link'
import { useServedQuery } from '@/components/ui/use-served-query'
import { connectionQuery } from '@/lib/connection/queries'
import type { Connection, ConnectionTarget } from '@/lib/connection/schema'
import { FAILURES } from '@/lib/failures/failure-table'
import type { Failure } from '@/lib/failures/result'
import { failurePath } from '@/lib/identity/paths'

interface EnvironmentBadgeProps {
  connection: Connection
  /** Whether people sign in. */
  hasSignIn?: boolean
}

/** Which side the console talks to, as whom and with what right: always in sight, the details one click away. */
export function EnvironmentBadge({ connection: served, hasSignIn = false }: EnvironmentBadgeProps) {
  // The layout is not made again on a page change; the query is what notices that credentials have expired.
  const { data: connection } = useServedQuery(connectionQuery(), served, Date.parse(served.readAt))
  const { endpoint, isReadOnly, operator, targets, failure } = connection
  const isSandbox = endpoint === 'Sandbox'
  const Icon = failure ? CloudOff : isReadOnly ? Lock : isSandbox ? FlaskConical : CloudCog
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
          <Icon aria-hidden size={14} className={clsx('shrink-0', failure ? 'text-bad' : 'text-mute')} />
          <span className="max-w-48 truncate font-medium">{endpoint}</span>
          <span
            className={clsx(
              'hidden max-w-64 truncate text-mute',
              failure ? 'md:inline' : 'min-[110rem]:inline',
            )}
          >
            · {where(connection)}
          </span>
          <span className="hidden max-w-64 truncate text-mute min-[125rem]:inline">{who(connection)}</span>
          <span className="hidden text-mute md:inline">· {right}</span>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <div>
          <p className="font-semibold">
            {endpoint}, {right}
          </p>
          <p className="text-mute text-small">{meaningOf(endpoint)}</p>
        </div>
        {failure && <FailureLine failure={failure} />}
        <ul className="flex flex-col gap-3">
          {targets.map((target) => (
            <li key={target.account}>
              <TargetLines target={target} />
            </li>
          ))}
        </ul>
        <p className="border-line border-t pt-3 text-small">
          <TextLink href="/failures">Every error, with cause and fix</TextLink>
        </p>
        <p className="text-mute text-small">
          {hasSignIn
            ? `Signed in as ${operator}.`
            : `One local operator (${operator}), this computer only. Nobody signs in.`}
        </p>
      </div>
    </Popover>
  )
}

function TargetLines({ target }: { target: ConnectionTarget }) {
  const { account, accountName, regions, principalArn, failure } = target
  return (
    <>
      <p className="font-strong">
        {accountName ? `${accountName} ` : ''}
        <span className="text-mono">{account}</span>
      </p>
      <p className="text-mute text-small">{regions.join(', ')}</p>
      {principalArn && <Identifier text={principalArn} head={22} tail={14} copy="Copy the ARN" />}
      {failure && <FailureLine failure={failure} />}
    </>
  )
}

function FailureLine({ failure }: { failure: Failure }) {
  return (
    <Callout tone="bad" title={failure.message} className="mt-1">
      <TextLink href={failurePath(failure.code)}>What to do</TextLink>
    </Callout>
  )
}

/** "production 1111… and 2 more" */
function where({ targets, failure }: Connection): string {
  const [first] = targets
  if (failure) return FAILURES[failure.code].title.toLowerCase()
  if (!first) return 'no account'
  const name = `${first.accountName ?? ''} ${first.account.slice(0, 4)}…`.trim()
  return `${name}${targets.length > 1 ? ` and ${targets.length - 1} more` : ''}`
}

/** "as user/operator"; nothing where it could not be asked. */
function who({ targets: [first], failure }: Connection): string {
  const principal = failure ? undefined : first?.principalArn?.split(':').slice(5).join(':')
  return principal ? `as ${principal}` : ''
}

function meaningOf(endpoint: string): string {
  if (endpoint === 'Sandbox') return 'A small AWS account inside this computer. Nothing here reaches AWS.'
  if (endpoint === 'AWS') return 'The real thing: what is changed here is changed in the account.'
  return 'An endpoint in place of AWS (AWS_ENDPOINT_URL).'
}
