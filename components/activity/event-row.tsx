'use client'

import { EVENT_GROUP_TITLES } from '@/components/activity/activity-words'
import { useAccountTexts } from '@/components/shell/account-marks'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { EventEntry, Gap } from '@/lib/activity/schema'
import { eventPath, functionUrlPath } from '@/lib/identity/paths'

/** One event about people and rules: what it says, what it is about, and when. */
export function EventRow({ event }: { event: EventEntry }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="break-words">
          <TextLink look="quiet" href={eventPath(event.position)} className="text-ink">
            {event.says}
          </TextLink>
        </p>
        <p className="text-mute text-small">
          <AboutText about={event.about} />
          <Time iso={event.at} /> · event {event.position}
        </p>
      </div>
      <EventBadge event={event} />
    </li>
  )
}

/** What an event belongs to; one that is a refusal or tells of something wrong stands out. */
export function EventBadge({ event: { group, isWarning } }: { event: EventEntry }) {
  return <Badge tone={isWarning ? 'warn' : 'neutral'}>{EVENT_GROUP_TITLES[group]}</Badge>
}

function AboutText({ about }: Pick<EventEntry, 'about'>) {
  const { accountText, targetText } = useAccountTexts()
  const { account, region, functionName, qualifier } = about
  if (!account) return null
  const place = region ? targetText({ account, region }) : accountText(account)
  if (!region || !functionName) return <>{place} · </>
  const name = qualifier ? `${functionName}:${qualifier}` : functionName
  return (
    <>
      {qualifier ? (
        <TextLink look="quiet" href={functionUrlPath({ account, region, functionName, qualifier })}>
          {name}
        </TextLink>
      ) : (
        name
      )}{' '}
      · {place} ·{' '}
    </>
  )
}

/** Events that the record does not have any more: they stood here. */
export function GapRow({ gap: { from, to } }: { gap: Gap }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b bg-bad-soft px-4 py-3 last:border-b-0">
      <div className="min-w-0">
        <p className="font-strong">
          {from === to ? `Event ${from} is missing` : `Events ${from} to ${to} are missing`}
        </p>
        <p className="text-mute text-small">
          Somebody took {from === to ? 'it' : 'them'} out of the record, past this console.
        </p>
      </div>
      <Badge tone="bad">Gap</Badge>
    </li>
  )
}
