import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { AuthTypeBadges } from '@/components/function-list/auth-type-cell'
import { ShortAddress } from '@/components/function-list/short-address'
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

function AddressCell({ identity, config, className }: UrlCellProps) {
  return <ShortAddress url={config.FunctionUrl} name={functionUrlName(identity)} className={className} />
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
