import * as z from 'zod/mini'
import type { ChangeProgress } from '@/lib/changes/change'
import { CHANGE_OUTCOMES, CHANGE_PERIODS, CHANGE_TOPICS, type ChangeTopic } from '@/lib/changes/filter-words'
import { functionUrlName } from '@/lib/identity/names'
import type { ChangeRequest } from '@/lib/requests/change-request'

const text = z.optional(z.string().check(z.maxLength(200, 'Search for at most 200 characters.')))

/** What of the record is looked for, beside whose function URL it is. */
export const changesFilterSchema = z.object({
  /** Part of a function URL's name. */
  search: text,
  /** Part of the name of whoever made the change. */
  who: text,
  what: z.optional(z.enum(CHANGE_TOPICS)),
  outcome: z.optional(z.enum(CHANGE_OUTCOMES)),
  period: z.optional(z.enum(CHANGE_PERIODS)),
})

type FilterInput = z.infer<typeof changesFilterSchema>

const HOUR = 3_600_000
const PERIODS = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, month: 30 * 24 * HOUR }

const TOPICS: Record<ChangeRequest['kind'], ChangeTopic> = {
  create: 'create',
  update: 'settings',
  delete: 'delete',
  grant: 'access',
  revoke: 'access',
  'put-policy': 'access',
  'stop-calls': 'calls',
  'let-calls-in': 'calls',
  finish: 'taken-up',
  undo: 'taken-up',
}

/** The kinds of requests that a topic is about. */
export const kindsOfTopic = (topic: ChangeTopic): ChangeRequest['kind'][] =>
  (Object.keys(TOPICS) as ChangeRequest['kind'][]).filter((kind) => TOPICS[kind] === topic)

/** The earliest start that is still looked for, ISO 8601; undefined for any. */
export function earliestOf({ period }: Pick<FilterInput, 'period'>, now: Date): string | undefined {
  return period && new Date(now.getTime() - PERIODS[period]).toISOString()
}

/** Whether nothing is looked for: everything is listed, what cannot be read too. */
export const isOpenFilter = (filter: object): boolean =>
  Object.values(filter).every((value) => value === undefined || value === '')

/** Whether a change is what is looked for; the time is judged by whoever reads the record in its order. */
export function isLookedFor(change: ChangeProgress, { search, who, what, outcome }: FilterInput): boolean {
  const { request, actor } = change
  return (
    includes(functionUrlName(request.identity), search) &&
    includes(actor.name, who) &&
    (what === undefined || TOPICS[request.kind] === what) &&
    (outcome === undefined || (change.outcome?.verdict ?? 'under-way') === outcome)
  )
}

const includes = (whole: string, part = '') => whole.toLowerCase().includes(part.trim().toLowerCase())
