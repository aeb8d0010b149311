import pg from 'pg'
import { OPERATIONS } from '@/lib/changes/operations/table'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { parseText } from '@/lib/journal/event-text'
import type { LedgerEntry } from '@/lib/sandbox/ledger'

/** What the record of two consoles comes to, beside the calls that the sandbox saw. */
export interface Counted {
  events: number
  /** Changes that were accepted. */
  changes: number
  /** Calls that write to functions that the record knows, as the sandbox saw them. */
  writes: number
  /** A sentence for each change that has no end and each beginning that has none. */
  lost: string[]
  /** A sentence for each change that began or ended twice, and each call that the record does not know of. */
  doubled: string[]
}

interface Event {
  id: string
  place: string
  body: { type: string; step?: number; calls?: { operation: string }[] }
}

/**
 * Compares the record in a PostgreSQL database with the calls that reached the sandbox: a change begins once and ends once;
 * each call stands in the record before it goes out, so that there are never more of them than begun. Functions that the
 * record does not know are left to other consoles on the same sandbox.
 */
export async function lostOrDoubled(databaseUrl: string, ledger: readonly LedgerEntry[]): Promise<Counted> {
  const events = await changeEvents(databaseUrl)
  const stories = new Map<string, Event[]>()
  for (const event of events) stories.set(event.id, [...(stories.get(event.id) ?? []), event])
  const lost: string[] = []
  const doubled: string[] = []
  const begun = new Map<string, number>()
  for (const [id, story] of stories) {
    const of = (...types: string[]) => story.filter(({ body }) => types.includes(body.type))
    const ends = of('outcome', 'recovery').length
    if (ends === 0) lost.push(`change ${id} has no end`)
    if (of('intent').length > 1 || ends > 1) doubled.push(`change ${id} began or ended twice`)
    const calls = of('intent')[0]?.body.calls ?? []
    for (const { place, body } of of('call-begun'))
      add(begun, `${calls[body.step ?? -1]?.operation} ${place}`)
  }
  const seen = new Map<string, number>()
  const known = new Set(events.map(({ place }) => place))
  const writes = ledger.filter((call) => call.operation in OPERATIONS && known.has(placeOf(call)))
  for (const call of writes) add(seen, `${call.operation} ${placeOf(call)}`)
  for (const [key, count] of seen) {
    const told = begun.get(key) ?? 0
    if (count > told) doubled.push(`${key}: ${count} calls, ${told} of them in the record`)
  }
  return { events: events.length, changes: stories.size, writes: writes.length, lost, doubled }
}

const placeOf = ({ account, region, functionName }: Partial<FunctionUrlIdentity>) =>
  `${account} ${region} ${functionName}`

const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)

async function changeEvents(databaseUrl: string): Promise<Event[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ text: string }>(
      "select text from journal_events where stream_kind = 'change' order by position",
    )
    return rows.map(({ text }) => {
      const { id, identity, event } = parseText(text)
      return { id, place: placeOf(identity ?? {}), body: event }
    })
  } finally {
    await client.end()
  }
}
