import { clsx } from 'clsx'
import { Globe, KeyRound } from 'lucide-react'
import { URL_COLUMNS } from '@/components/function-list/functions-table-head'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { TextLink } from '@/components/ui/text-link'
import { corsSummary } from '@/lib/cors/value/summary'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { qualifierOfArn } from '@/lib/identity/arn'
import { functionUrlPath } from '@/lib/identity/paths'
import type { FunctionIdentity } from '@/lib/identity/schema'

interface FunctionUrlLineProps {
  identity: FunctionIdentity
  config: FunctionUrlConfig
}

/** A function URL in a row of the list: qualifier, address, auth type, CORS and invoke mode. */
export function FunctionUrlLine({ identity, config }: FunctionUrlLineProps) {
  const qualifier = qualifierOfArn(config.FunctionArn)
  const { account, region, functionName } = identity
  const cors = corsSummary(config.Cors)
  return (
    <li className={clsx('flex min-h-6 flex-wrap items-center gap-x-3 text-small', URL_COLUMNS)}>
      <TextLink
        href={functionUrlPath({ account, region, functionName, qualifier })}
        look="quiet"
        className="min-w-0 scroll-mt-12 truncate text-mono"
        title={qualifier}
      >
        <span className="sr-only">{functionName}: </span>
        {qualifier}
      </TextLink>
      <Address url={config.FunctionUrl} name={`${functionName}:${qualifier}`} />
      <span aria-hidden className="basis-full xl:hidden" />
      <AuthTypeBadge authType={config.AuthType} />
      <span className="min-w-0 truncate" title={cors}>
        <span className={cors === 'none' ? 'text-mute xl:sr-only' : 'text-mute xl:hidden'}>CORS </span>
        <span className={cors === 'none' ? 'text-mute' : undefined}>{cors}</span>
      </span>
      <span className="text-mute">{config.InvokeMode}</span>
    </li>
  )
}

function AuthTypeBadge({ authType }: { authType: FunctionUrlConfig['AuthType'] }) {
  const isNone = authType === 'NONE'
  return (
    <Badge
      tone={isNone ? 'warn' : 'neutral'}
      icon={isNone ? <Globe aria-hidden /> : <KeyRound aria-hidden />}
      className="w-fit"
    >
      {authType}
    </Badge>
  )
}

/** Letters kept of the first label of the host: the part in which addresses differ. */
const HEAD = 6
const TAIL = 5

function Address({ url, name }: { url: string; name: string }) {
  const label = new URL(url).hostname.split('.')[0] ?? ''
  const short = label.length > HEAD + TAIL + 1 ? `${label.slice(0, HEAD)}…${label.slice(-TAIL)}` : label
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="min-w-0 truncate text-mono" title={url}>
        <span aria-hidden>{short}</span>
        <span className="sr-only">{url}</span>
      </span>
      <CopyButton text={url} label={`Copy the address of ${name}`} className="h-6! w-6!" />
    </span>
  )
}
