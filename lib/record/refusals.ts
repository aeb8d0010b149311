import 'server-only'
import type { Context } from '@/lib/auth/context'
import { refusalOf } from '@/lib/auth/judge'
import { resourceText } from '@/lib/auth/resource'
import { logLine } from '@/lib/process/log'
import { singleton } from '@/lib/process/singleton'
import type { EventOf } from '@/lib/record/event-kinds'
import { type RecordedBy, recordEvent } from '@/lib/record/events'

/** What is refused, without how often: that is counted here. */
export type Refusal =
  | Omit<EventOf<'sign-in-refused'>, 'times' | 'since'>
  | Omit<EventOf<'right-refused'>, 'times' | 'since'>

/** Refusals of one kind in this time are two events: the first, at once, and one that counts the others. In milliseconds. */
const WINDOW = 600_000
/** So many are told apart in one window, of sign-ins and of rights each; further ones are counted together. */
const KINDS = 100

interface Counted {
  /** Who, and when the last time. */
  by: RecordedBy
  refusal: Refusal
  /** Not written yet. */
  times: number
  /** When the first of those. */
  since: string
}

interface Waiting {
  counted: Map<string, Counted>
  timer?: ReturnType<typeof setTimeout>
  /** The last of the events that are being written. */
  writing: Promise<void>
}

const waiting = singleton<Waiting>('refusals', () => ({ counted: new Map(), writing: Promise.resolve() }))

const OTHERS: RecordedBy['actor'] = { kind: 'others', id: 'others', name: 'Somebody' }

/**
 * Counts that somebody was refused. The first of its kind (who, and why or what) is written at once, all others of
 * the next ten minutes are one event with their number; beyond a hundred kinds they are counted together. So 10,000
 * guesses of one name are two events, and of 10,000 names a hundred and two for each process. It answers at once and never fails:
 * nothing was done that would have to be held back, and the answer to who asks must not tell by its time.
 */
export function recordRefusal(by: RecordedBy, refusal: Refusal): void {
  const key = keyOf(by, refusal)
  const known = waiting.counted.get(key)
  if (known) count(known, by.at)
  else if (isRoomFor(refusal.kind)) writeSoon(countNew(key, by, refusal))
  else countOther(by, refusal)
  waiting.timer ??= setTimeout(() => void endWindow(), WINDOW).unref()
}

/** Guesses from outside leave room for what people inside were refused. */
const isRoomFor = (kind: Refusal['kind']) =>
  [...waiting.counted.values()].filter(({ refusal }) => refusal.kind === kind).length < KINDS

/** The same for an error by which a right was refused to a person or a token; any other error is none. */
export function recordRefusedRight({ actor, requestId, now }: Context, error: unknown): void {
  const refused = actor.kind === 'person' || actor.kind === 'token' ? refusalOf(error) : undefined
  if (!refused) return
  const { operation, resource } = refused
  const by = { actor, requestId, at: now().toISOString() }
  recordRefusal(by, { kind: 'right-refused', operation, about: resourceText(resource) })
}

function countNew(key: string, by: RecordedBy, refusal: Refusal): Counted {
  const made = { by, refusal, times: 1, since: by.at }
  waiting.counted.set(key, made)
  return made
}

function count(counted: Counted, at: string): void {
  if (counted.times === 0) counted.since = at
  counted.times++
  counted.by = { ...counted.by, at }
}

function countOther(by: RecordedBy, refusal: Refusal): void {
  const key = `others ${refusal.kind}`
  const known = waiting.counted.get(key)
  if (known) count(known, by.at)
  else countNew(key, { actor: OTHERS, at: by.at }, ofOthers(refusal))
}

function keyOf({ actor }: RecordedBy, refusal: Refusal): string {
  const what =
    refusal.kind === 'right-refused'
      ? [refusal.operation]
      : [refusal.reason, refusal.from, refusal.name?.toLowerCase()]
  return JSON.stringify([refusal.kind, actor.kind, actor.id, ...what])
}

function ofOthers(refusal: Refusal): Refusal {
  if (refusal.kind === 'right-refused') return { ...refusal, operation: 'various things', about: 'nothing' }
  return { ...refusal, reason: 'various reasons', from: 'unknown', name: undefined }
}

/** One after the other, behind the answer to whoever was refused. */
function writeSoon(counted: Counted): void {
  waiting.writing = waiting.writing.then(() => write(counted))
}

async function write(counted: Counted): Promise<void> {
  const { by, refusal, times, since } = counted
  if (times === 0) return
  counted.times = 0
  try {
    await recordEvent(by, { ...refusal, times, ...(times > 1 && { since }) })
  } catch (error) {
    // It is counted on, and told with the next one.
    counted.times += times
    const reason = error instanceof Error ? error.message : String(error)
    logLine({ level: 'error', event: 'refusal.not-recorded', kind: refusal.kind, times, reason })
  }
}

/** Writes what was counted, and begins to count anew; what cannot be written yet is counted on. */
async function endWindow(): Promise<void> {
  waiting.timer = undefined
  await writeRefusals()
  for (const [key, { times }] of waiting.counted) if (times === 0) waiting.counted.delete(key)
  if (waiting.counted.size > 0) waiting.timer ??= setTimeout(() => void endWindow(), WINDOW).unref()
}

/** Writes everything that was counted so far: when the console stops, and before somebody reads the record. */
export async function writeRefusals(): Promise<void> {
  for (const counted of waiting.counted.values()) writeSoon(counted)
  await waiting.writing
}
