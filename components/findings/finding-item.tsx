'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { SeverityBadge } from '@/components/findings/severity-badge'
import { useUnmute } from '@/components/findings/use-muting'
import { TargetChip } from '@/components/shell/target-chip'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { useWhyNot } from '@/components/shell/use-why-not'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { FindingRow } from '@/lib/findings/row'
import { functionUrlName } from '@/lib/identity/names'
import { findingRulePath, functionPath, functionUrlPath } from '@/lib/identity/paths'
import type { ChangeRequestInput } from '@/lib/requests/change-request'
import { visibleText } from '@/lib/text/visible-text'

const MuteDialog = dynamic(async () => (await import('@/components/findings/mute-dialog')).MuteDialog, {
  ssr: false,
})

interface FindingItemProps {
  row: FindingRow
  isNew: boolean
  /** Where the group does not say which rule it is. */
  withTitle: boolean
  onCure: (request: ChangeRequestInput) => void
}

/** One finding: where, what was found, since when, and what cures it. */
export function FindingItem({ row, isNew, withTitle, onCure }: FindingItemProps) {
  const { evidence, firstSeen, hasUrl, page, rule, title, severity } = row
  const name = functionUrlName(row)
  return (
    <li className="flex flex-col gap-1.5 border-line border-t px-4 py-3 pl-11 first:border-t-0 max-sm:pl-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <TextLink
          href={hasUrl ? functionUrlPath(row, page) : functionPath(row)}
          className="break-all font-strong"
        >
          {name}
        </TextLink>
        {!hasUrl && <Badge>no function URL</Badge>}
        {isNew && <Badge tone="accent">New</Badge>}
        <TargetChip target={row} />
        <span className="text-mute text-small">
          first seen <Time iso={firstSeen} />
        </span>
      </div>
      {withTitle && (
        <p className="flex flex-wrap items-center gap-2">
          <SeverityBadge severity={severity} />
          <TextLink href={findingRulePath(rule)}>{title}</TextLink>
        </p>
      )}
      <div className="max-w-prose text-mute text-small">
        {evidence.map((text) => (
          <p key={text}>{visibleText(text)}</p>
        ))}
      </div>
      <MuteText row={row} />
      <Actions row={row} name={name} onCure={onCure} />
    </li>
  )
}

function MuteText({ row: { mute } }: { row: FindingRow }) {
  if (!mute) return null
  return (
    <p className="max-w-prose text-small">
      Muted by {visibleText(mute.by)} <Time iso={mute.at} /> until{' '}
      <time dateTime={mute.until}>{mute.until.slice(0, 10)}</time>: {visibleText(mute.reason)}
    </p>
  )
}

function Actions({
  row,
  name,
  onCure,
}: {
  row: FindingRow
  name: string
  onCure: FindingItemProps['onCure']
}) {
  const readOnly = useReadOnlyReason()
  const whyNotMute = useWhyNot('finding:mute', row)
  const [isMuting, setMuting] = useState(false)
  const { unmute, isPending } = useUnmute(row)
  const { remedy, mute } = row
  return (
    <>
      {remedy && 'advice' in remedy && <p className="max-w-prose text-small">{remedy.advice}</p>}
      <div className="flex flex-wrap gap-2">
        {remedy &&
          'cures' in remedy &&
          remedy.cures.map(({ label, request }) => (
            <Button
              key={label}
              size="sm"
              aria-label={`${label}: ${name}`}
              disabledReason={readOnly}
              onClick={() => onCure(request)}
            >
              {label}
            </Button>
          ))}
        {mute ? (
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Unmute: ${name}`}
            pending={isPending}
            disabledReason={whyNotMute}
            onClick={unmute}
          >
            Unmute
          </Button>
        ) : (
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Mute: ${name}`}
            disabledReason={whyNotMute}
            onClick={() => setMuting(true)}
          >
            Mute…
          </Button>
        )}
      </div>
      {isMuting && <MuteDialog row={row} onClose={() => setMuting(false)} />}
    </>
  )
}
