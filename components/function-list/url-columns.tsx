import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { AuthTypeBadges } from '@/components/function-list/auth-type-cell'
import { CopyButton } from '@/components/ui/copy-button'
import { TextLink } from '@/components/ui/text-link'
import { corsSummary } from '@/lib/cors/value/summary'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { functionUrlName } from '@/lib/identity/names'
import { functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

interface UrlCellProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  className?: string
}

interface UrlColumn {
  head: string
  /** Its room in wide windows. */
  width: string
  Cell: (props: UrlCellProps) => ReactNode
  /** Where there is no room for columns, the values follow each other; this one begins a new line. */
  startsLine?: true
}

/** What a line says of a function URL: in columns where there is room. */
export const URL_COLUMNS: UrlColumn[] = [
  { head: 'Qualifier', width: 'xl:w-22', Cell: QualifierCell },
  { head: 'Address', width: 'xl:w-38', Cell: AddressCell },
  { head: 'Auth type', width: 'xl:w-48', Cell: AuthTypeCell, startsLine: true },
  { head: 'CORS', width: 'xl:flex-1', Cell: CorsCell },
  { head: 'Invoke mode', width: 'xl:w-31', Cell: InvokeModeCell },
]

/** Classes of what holds the columns: the head and every line. */
export const URL_LINE_LOOK = 'xl:flex xl:flex-nowrap xl:items-center xl:gap-x-3'

/** Classes of one column in it. */
export const urlCellLook = ({ width }: UrlColumn) => clsx('min-w-0 xl:shrink-0', width)

/** The heads of all columns, or one for all of them where there is no room. */
export function UrlColumnHeads() {
  return (
    <>
      <span className="xl:hidden">Function URLs</span>
      <span className={clsx('max-xl:hidden', URL_LINE_LOOK)}>
        {URL_COLUMNS.map((column) => (
          <span key={column.head} className={urlCellLook(column)}>
            {column.head}
          </span>
        ))}
      </span>
    </>
  )
}

function QualifierCell({ identity, className }: UrlCellProps) {
  return (
    <TextLink
      href={functionUrlPath(identity)}
      look="quiet"
      className={clsx('scroll-mt-12 truncate text-mono', className)}
      title={identity.qualifier}
    >
      <span className="sr-only">{identity.functionName}: </span>
      {identity.qualifier}
    </TextLink>
  )
}

/** Letters kept of the first label of the host: the part in which addresses differ. */
const HEAD = 6
const TAIL = 5

function AddressCell({ identity, config: { FunctionUrl: url }, className }: UrlCellProps) {
  const label = new URL(url).hostname.split('.')[0] ?? ''
  const short = label.length > HEAD + TAIL + 1 ? `${label.slice(0, HEAD)}…${label.slice(-TAIL)}` : label
  return (
    <span className={clsx('flex items-center gap-1', className)}>
      <span className="min-w-0 truncate text-mono" title={url}>
        <span aria-hidden>{short}</span>
        <span className="sr-only">{url}</span>
      </span>
      <CopyButton
        text={url}
        label={`Copy the address of ${functionUrlName(identity)}`}
        className="h-6! w-6!"
      />
    </span>
  )
}

function AuthTypeCell({ identity, config: { AuthType }, className }: UrlCellProps) {
  return <AuthTypeBadges identity={identity} authType={AuthType} className={className} />
}

function CorsCell({ config, className }: UrlCellProps) {
  const cors = corsSummary(config.Cors)
  const isNone = cors === 'none'
  return (
    <span className={clsx('truncate', className)} title={cors}>
      <span className={clsx('text-mute', isNone ? 'xl:sr-only' : 'xl:hidden')}>CORS </span>
      <span className={isNone ? 'text-mute' : undefined}>{cors}</span>
    </span>
  )
}

function InvokeModeCell({ config, className }: UrlCellProps) {
  return <span className={clsx('text-mute', className)}>{config.InvokeMode}</span>
}
