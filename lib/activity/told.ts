import type { EventEntry } from '@/lib/activity/schema'
import { BULK_STREAM, type BulkEvent } from '@/lib/bulk/bulk-events'
import { CHANGE_STREAM, type JournalEvent } from '@/lib/changes/change-events'
import { isAcknowledgement } from '@/lib/journal/acknowledgement'
import type { StoredEvent } from '@/lib/journal/event-text'
import { SENDING_STREAM, type SendingEvent } from '@/lib/probe/sending-events'
import { eventSentence, groupOf, isEventKind, parseEvent } from '@/lib/record/event-kinds'
import { counted } from '@/lib/text/counted'

/** What an event of the journal says, whatever its kind: one sentence without its full stop. @throws where it says nothing that is known. */
export function saysOf({ stream, actor, event }: StoredEvent): string {
  if (stream === 'change') return changeSays(actor.name, CHANGE_STREAM.parse(event))
  if (stream === 'bulk') return bulkSays(actor.name, BULK_STREAM.parse(event))
  if (stream === 'sending') return sendingSays(actor.name, SENDING_STREAM.parse(event))
  if (isAcknowledgement(event))
    return `${actor.name} acknowledged that the record was changed, ${placesText(event)}`
  return eventSentence(actor.name, parseEvent(event.type, event))
}

function placesText({ position, places = 1 }: { position: number; places?: number }): string {
  return places === 1 ? `at event ${position}` : `in ${places} places from event ${position} on`
}

function changeSays(who: string, event: JournalEvent): string {
  switch (event.type) {
    case 'intent':
      return `${who} began: ${event.title}`
    case 'call-begun':
      return `Call ${event.step + 1} began${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`
    case 'call-ended':
      return `Call ${event.step + 1} ended: ${event.status}`
    case 'outcome':
      return `Ended: ${event.outcome.verdict}`
    case 'recovery':
      return `Found out later: ${event.outcome.verdict}`
  }
}

function bulkSays(who: string, event: BulkEvent): string {
  switch (event.type) {
    case 'bulk-accepted':
      return `${who} accepted: ${event.title} (${counted(event.items, 'item')})`
    case 'bulk-stopped':
      return `${who} stopped the bulk change`
    case 'bulk-resumed':
      return `${who} let the bulk change go on`
    case 'bulk-retried':
      return `${who} had ${counted(event.items, 'item')} tried again`
    case 'bulk-ended':
      return 'The bulk change ended'
  }
}

function sendingSays(who: string, event: SendingEvent): string {
  if (event.type === 'sending') return `${who} sent a ${event.method} request (${event.mode})`
  return event.status === undefined
    ? `No answer came: ${event.failure ?? 'unknown'}`
    : `It was answered with ${event.status}`
}

const WARNINGS = ['sign-in-refused', 'right-refused', 'request-declined', 'record-acknowledged']

/** Whether an event stands out in a list. */
export const isWarning = (type: string): boolean => WARNINGS.includes(type)

/** What an event belongs to. */
export function groupAt({ stream, event }: StoredEvent): EventEntry['group'] {
  if (stream === 'change' || stream === 'bulk' || stream === 'sending') return stream
  return isEventKind(event.type) ? groupOf(event.type) : 'record'
}
