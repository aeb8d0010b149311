'use client'

import { VERDICT_TITLES, VERDICT_TONES } from '@/components/changes/change-outcome'
import { useAccountTexts } from '@/components/shell/account-marks'
import { Badge } from '@/components/ui/badge'
import { Identifier } from '@/components/ui/identifier'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { ChangeProgress } from '@/lib/changes/change'
import { changePath } from '@/lib/identity/paths'
import type { Acknowledged } from '@/lib/record/read'

/** The verdict of a change as a badge; "Under way" while there is none. */
export function VerdictBadge({ change }: { change: ChangeProgress }) {
  const verdict = change.outcome?.verdict
  if (!verdict) return <Badge tone="accent">Under way</Badge>
  return <Badge tone={VERDICT_TONES[verdict]}>{VERDICT_TITLES[verdict]}</Badge>
}

/** One change in a list: what, who, when, and how it ended. */
export function ChangeRow({ change }: { change: ChangeProgress }) {
  const { identity } = change.request
  const { targetText } = useAccountTexts()
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0">
        <TextLink href={changePath(change.changeId)} look="quiet" className="font-strong">
          {change.title}
        </TextLink>
        <p className="text-mute text-small">
          {targetText(identity)} · by {change.actor.name} · <Time iso={change.startedAt} />
        </p>
      </div>
      <VerdictBadge change={change} />
    </li>
  )
}

/** An entry of which the record does not say any more what it was. */
export function UnreadableRow({ position, reason, of }: { position: number; reason: string; of: string }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0">
        <p className="font-strong">This entry cannot be read</p>
        <p className="text-mute text-small">
          Position {position} · {reason} · {of}
        </p>
      </div>
      <Badge tone="bad">Unreadable</Badge>
    </li>
  )
}

/** That somebody has seen that the record was changed: who, when, where, and the hash of what was found. */
export function AcknowledgedRow({ acknowledged }: { acknowledged: Acknowledged }) {
  if (!('found' in acknowledged)) return <UnreadableRow {...acknowledged} of="acknowledgement" />
  const { position, at, by, found, places, hash } = acknowledged
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0">
        <p className="font-strong">
          {by} acknowledged that the record was changed
          {places === 1
            ? `, at event ${found.position}`
            : `, in ${places} places from event ${found.position} on`}
        </p>
        <p className="text-mute text-small">
          {found.reason} · event {position} · <Time iso={at} /> · last hash found{' '}
          <Identifier text={hash} head={8} copy="Copy the hash" />
        </p>
      </div>
      <Badge tone="warn">Acknowledged</Badge>
    </li>
  )
}
