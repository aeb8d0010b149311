import 'server-only'
import type { EventEntry, UnreadableEntry } from '@/lib/activity/schema'
import { groupAt, isWarning, saysOf } from '@/lib/activity/told'
import type { JournalEventRow } from '@/lib/db/tables'
import { ownProblem } from '@/lib/journal/chain'
import { parseText } from '@/lib/journal/event-text'
import { doubt } from '@/lib/journal/watch'
import { visibleText } from '@/lib/text/visible-text'

/** An event by itself, told by its text alone, or why it is not to be believed. */
export function eventAt(row: JournalEventRow): EventEntry | UnreadableEntry {
  const { position } = row
  const reason = ownProblem(row)
  if (reason) {
    doubt(position)
    return { position, reason }
  }
  try {
    const stored = parseText(row.text)
    const { at, actor, event, identity = {} } = stored
    return {
      position,
      at,
      by: visibleText(actor.name),
      kind: event.type,
      says: visibleText(saysOf(stored)),
      group: groupAt(stored),
      isWarning: isWarning(event.type),
      about: identity,
    }
  } catch {
    return { position, reason: `Event ${position} says nothing that the console knows.` }
  }
}
