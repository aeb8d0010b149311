'use client'

import { VERDICT_TITLES, VERDICT_TONES } from '@/components/changes/change-outcome'
import { useAccountTexts } from '@/components/shell/account-marks'
import { Badge } from '@/components/ui/badge'
import { Identifier } from '@/components/ui/identifier'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { Acknowledged } from '@/lib/activity/record-state'
import type { ChangeProgress } from '@/lib/changes/change'
import { differenceLine } from '@/lib/changes/plan/difference-line'
import { changePath } from '@/lib/identity/paths'

interface VerdictBadgeProps {
  change: ChangeProgress
  /** The change that takes this one up, where it is known too. */
  follower?: ChangeProgress
}

/** The verdict of a change as a badge; "Under way" while there is none, and what became of a half-done one. */
export function VerdictBadge({ change, follower }: VerdictBadgeProps) {
  const verdict = change.outcome?.verdict
  if (!verdict) return <Badge tone="accent">Under way</Badge>
  const later = change.followedBy && verdict !== 'nothing-done' ? laterWord(change, follower) : undefined
  const isSettled = later !== undefined && verdict !== 'applied'
  return (
    <Badge tone={isSettled ? 'neutral' : VERDICT_TONES[verdict]}>
      {later ? `${VERDICT_TITLES[verdict]}, ${later}` : VERDICT_TITLES[verdict]}
    </Badge>
  )
}

function laterWord(change: ChangeProgress, follower: ChangeProgress | undefined): string | undefined {
  const isApplied = change.outcome?.verdict === 'applied'
  if (!follower) return isApplied ? undefined : 'taken up later'
  if (follower.outcome?.verdict !== 'applied') return undefined
  if (follower.request.kind === 'finish') return 'then finished'
  if (follower.request.kind === 'create') return 'then recreated'
  return isApplied ? 'then reverted' : 'then undone'
}

interface ChangeRowProps {
  change: ChangeProgress
  follower?: ChangeProgress
}

/** One change in a list: what, what it changed, where, who, when, and how it ended. */
export function ChangeRow({ change, follower }: ChangeRowProps) {
  const { request, before, after } = change
  const { targetText } = useAccountTexts()
  const difference = differenceLine(before, after)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-72">
        <TextLink href={changePath(change.changeId)} className="font-strong">
          {change.title}
        </TextLink>
        {difference && <p className="break-words text-small">{difference}</p>}
        <p className="text-mute text-small">
          {targetText(request.identity)} · by {change.actor.name}
          {change.asked && `, asked for by ${change.asked.by.name}`} · <Time iso={change.startedAt} />
        </p>
      </div>
      <VerdictBadge change={change} follower={follower} />
    </li>
  )
}

/** An entry of which the record does not say any more what it was. */
export function UnreadableRow({ position, reason, of }: { position: number; reason: string; of?: string }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0">
        <p className="font-strong">This entry cannot be read</p>
        <p className="text-mute text-small">
          Position {position} · {reason}
          {of && ` · ${of}`}
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
