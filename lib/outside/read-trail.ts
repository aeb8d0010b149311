import 'server-only'
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import type { Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { sendTrail } from '@/lib/aws/send'
import { type Target, targetSchema } from '@/lib/identity/schema'
import { TRAIL_EVENT_NAMES } from '@/lib/outside/event-names'
import { keepEvents, trailReadTo } from '@/lib/outside/outside-rows'
import { readEvent } from '@/lib/outside/read-event'
import type { ReadEvent } from '@/lib/outside/schema'

const MINUTE = 60_000
/** CloudTrail user guide, "Working with CloudTrail event history". */
const REMEMBERED = 90 * 24 * 60 * MINUTE
/** Events come some minutes late, so that the last ones are looked for again. */
const LATE_BY = 20 * MINUTE
/** Of one name in one reading: at two calls a second more would keep all others waiting. */
const MAX_PAGES = 40

/**
 * Reads what CloudTrail has told of changes in one account and region since the last time, at most 90 days back: one
 * query for each event name, for LookupEvents takes one attribute and finds no URL event by its function. Answers how
 * many changes are new.
 * @throws {FailureError} `access-denied` where cloudtrail:LookupEvents is missing
 */
export const readTrail = verb({
  name: 'readTrail',
  input: targetSchema,
  operation: 'trail:read',
  resource: (input) => input,
  sight: 'whole',
  work: async ({ permit, input }) => {
    const now = permit.context.now()
    const readTo = await trailReadTo(permit, input)
    const from = Math.max(readTo ? Date.parse(readTo) - LATE_BY : 0, now.getTime() - REMEMBERED)
    const events: ReadEvent[] = []
    for (const name of TRAIL_EVENT_NAMES)
      events.push(...(await eventsNamed(permit, input, name, new Date(from))))
    return { found: await keepEvents(permit, input, events, now.toISOString()) }
  },
})

async function eventsNamed(permit: Permit, target: Target, name: string, start: Date): Promise<ReadEvent[]> {
  const found: ReadEvent[] = []
  let NextToken: string | undefined
  for (let page = 0; page < MAX_PAGES; page++) {
    const command = new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
      StartTime: start,
      NextToken,
    })
    const output = await sendTrail(permit, target, command)
    found.push(...(output.Events ?? []).flatMap((event) => readEvent(target, event) ?? []))
    NextToken = output.NextToken || undefined
    if (!NextToken) break
  }
  return found
}
