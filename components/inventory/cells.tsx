import { clsx } from 'clsx'
import { RotateCw } from 'lucide-react'
import { VerdictBadge } from '@/components/access/verdict-badge'
import { SeverityCount } from '@/components/findings/severity-badge'
import { AuthTypeBadge } from '@/components/function-list/auth-type-badge'
import { MiddleCut } from '@/components/function-list/middle-cut'
import { ShortAddress } from '@/components/function-list/short-address'
import type { AccountNames } from '@/components/function-list/target-text'
import { OwnerBadge } from '@/components/owner/owner-badge'
import { ProtectedIcon } from '@/components/protection/protected-mark'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { functionUrlName } from '@/lib/identity/names'
import { functionUrlPath } from '@/lib/identity/paths'
import type { InventoryRow } from '@/lib/inventory/schema'
import type { Density } from '@/lib/inventory/url-columns'
import { visibleText } from '@/lib/text/visible-text'

/** What every cell of a row is given. */
export interface UrlCellProps {
  row: InventoryRow
  accountNames: AccountNames
  density: Density
}

export function VerdictCell({ row }: UrlCellProps) {
  return <VerdictBadge kind={row.verdict} />
}

/** How many findings, and how severe the worst is; the way to the URL's page, where they are told. */
export function FindingsCell({ row }: UrlCellProps) {
  const { findings, unjudged } = row
  if (findings)
    return (
      <span title={findings.titles.join('\n')}>
        <span className="sr-only">Findings: </span>
        <SeverityCount severity={findings.severity} count={findings.count} />
      </span>
    )
  const text = unjudged ? `Not judged by every rule: not read ${unjudged.join(', ')}` : 'No findings'
  return (
    <span className="text-mute max-lg:hidden" title={text}>
      {unjudged ? '?' : '–'}
      <span className="sr-only">{text}</span>
    </span>
  )
}

/** The function with the qualifier that the URL hangs on, and the way to its page. */
export function NameCell({ row, density }: UrlCellProps) {
  const isOneLine = density === 'compact'
  return (
    <TextLink
      href={functionUrlPath(row)}
      look="quiet"
      className={clsx('w-fit max-w-full scroll-mt-24', isOneLine ? 'flex items-baseline gap-1.5' : 'block')}
      aria-label={functionUrlName(row)}
    >
      <span className="block min-w-0 truncate font-strong">
        <MiddleCut text={row.functionName} />
      </span>
      {row.protectedFor !== undefined && isOneLine && <ProtectedIcon reason={row.protectedFor} />}
      <span
        className={clsx('truncate text-mono text-mute', isOneLine ? 'max-w-1/3 shrink-0' : 'block')}
        title={row.qualifier}
      >
        {row.qualifier}
        {row.protectedFor !== undefined && !isOneLine && (
          <>
            {' '}
            <ProtectedIcon reason={row.protectedFor} />
          </>
        )}
      </span>
    </TextLink>
  )
}

export function AddressCell({ row }: UrlCellProps) {
  return <ShortAddress url={row.FunctionUrl} name={functionUrlName(row)} />
}

export function AuthTypeCell({ row }: UrlCellProps) {
  return <AuthTypeBadge authType={row.AuthType} />
}

export function InvokeModeCell({ row }: UrlCellProps) {
  return <div className="truncate text-mute">{row.InvokeMode}</div>
}

export function RuntimeCell({ row }: UrlCellProps) {
  return (
    <div className="truncate" title={row.runtime}>
      {row.runtime}
    </div>
  )
}

export function CorsCell({ row }: UrlCellProps) {
  const isNone = row.cors === 'none'
  return (
    <div className={clsx('truncate', isNone && 'text-mute')} title={row.cors}>
      <span className={clsx('text-mute lg:sr-only')}>CORS </span>
      {row.cors}
    </div>
  )
}

export function AccountCell({ row, accountNames }: UrlCellProps) {
  const name = accountNames[row.account]
  return (
    <div className="truncate" title={name ? `${name} (${row.account})` : row.account}>
      {name ?? row.account}
    </div>
  )
}

export function RegionCell({ row }: UrlCellProps) {
  return <div className="truncate">{row.region}</div>
}

export function CreatedCell({ row }: UrlCellProps) {
  return (
    <div className="truncate">
      <span className="lg:hidden">created </span>
      <Time iso={row.createdAt} />
    </div>
  )
}

/** What looks like the owner by its tags; tags that were not read are said to be unknown. */
export function OwnerCell({ row, density }: UrlCellProps) {
  const { owner, ownerName, ownerTag } = row
  if (owner === 'none')
    return (
      <span className="text-mute max-lg:hidden" title="No tag names a tool">
        –
      </span>
    )
  if (owner === 'unknown')
    return (
      <span className="text-mute" title="Its tags were not read">
        <span className="lg:hidden">owner </span>unknown
      </span>
    )
  return (
    <>
      <OwnerBadge owner={{ tool: owner, name: ownerName, tag: ownerTag }} />
      {density !== 'compact' && (
        <span className="block truncate text-mute" title={visibleText(ownerName)}>
          {visibleText(ownerName)}
        </span>
      )}
    </>
  )
}

export function ModifiedCell({ row }: UrlCellProps) {
  return (
    <div className="truncate">
      <span className="lg:hidden">modified </span>
      <Time iso={row.modifiedAt} />
    </div>
  )
}

/** How old the oldest thing is that the row says, and why it is not newer where reading it again failed. */
export function AgeCell({ row }: UrlCellProps) {
  return (
    <div className="flex items-center gap-1">
      <span className="truncate">
        <span className="lg:hidden">read </span>
        <Time iso={row.knownAt} />
      </span>
      {row.failure && (
        <span title={`Could not be read again: ${row.failure.message}`}>
          <RotateCw aria-hidden size={14} className="text-warn" />
          <span className="sr-only">Could not be read again: {row.failure.message}</span>
        </span>
      )}
    </div>
  )
}
