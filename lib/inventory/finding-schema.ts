import * as z from 'zod/mini'
import type { FindingRow } from '@/lib/findings/row'
import { SEVERITIES, type Severity } from '@/lib/findings/severity'
import { functionUrlIdentitySchema } from '@/lib/identity/schema'
import type { SweepState } from '@/lib/inventory/schema'

export interface FindingsPage {
  rows: FindingRow[]
  /** Absent on the last page. */
  next?: string
}

export const AGES = ['day', 'week', 'month', 'older'] as const
export type Age = (typeof AGES)[number]

const severity = z.optional(z.enum(SEVERITIES))
const time = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/, 'Give a time in UTC.'))
const rule = z.string().check(z.regex(/^[a-z-]{1,60}$/, 'This is no id of a rule.'))

/** Which findings: of at least this severity, first seen since then, of one group. */
export const findingsFilterSchema = z.object({
  severity,
  since: z.optional(time),
  muted: z._default(z.enum(['no', 'yes', 'all']), 'no'),
})
export type FindingsFilter = z.input<typeof findingsFilterSchema>

const RANK = /^\d,[a-z-]{1,60},.{1,400}$/su

export const listFindingsInputSchema = z.extend(findingsFilterSchema, {
  rule: z.optional(rule),
  account: z.optional(z.string().check(z.regex(/^\d{12}$/, 'An account has 12 digits.'))),
  age: z.optional(z.enum(AGES)),
  /** `account/region/function/qualifier`: of this qualifier alone. */
  of: z.optional(z.string().check(z.maxLength(400))),
  /** `yes`: a large page without cures, for files. */
  brief: z._default(z.enum(['yes', 'no']), 'no'),
  after: z.optional(z.string().check(z.regex(RANK, 'This is no place to go on from.'))),
})
export type ListFindingsInput = z.output<typeof listFindingsInputSchema>

/** How many, and how old the oldest is. */
export interface FindingGroup {
  /** The rule's id, the account's, or the age. */
  of: string
  /** Of a rule. */
  title?: string
  count: number
  /** Of the most severe one. */
  severity: Severity
}

/** The findings as a whole. */
export interface FindingsOverview {
  /** Of each severity, whichever is asked for. */
  bySeverity: Record<Severity, number>
  muted: number
  byRule: FindingGroup[]
  byAccount: FindingGroup[]
  byAge: FindingGroup[]
  /** Function URLs that some rules could not judge, and which parts were not read, for how many. */
  unjudged: { urls: number; parts: Record<string, number> }
  /** Policies of functions without a URL that could not be read, or were not read yet. */
  unreadPolicies: number
  /** Function URLs that were judged. */
  urls: number
  oldestAt?: string
  sweeps: SweepState[]
  accountNames: Record<string, string>
  isReadOnly: boolean
  readAt: string
}

const MAX_REASON = 500
/** A mute for ever is a rule that is switched off. */
export const MAX_MUTE_DAYS = 366

export const muteInputSchema = z.extend(functionUrlIdentitySchema, {
  rule,
  reason: z
    .string('Say why.')
    .check(
      z.trim(),
      z.minLength(3, 'Say why in a few words.'),
      z.maxLength(MAX_REASON, `Say it in at most ${MAX_REASON} characters.`),
    ),
  /** The last day on which it holds, `2027-02-28`, in UTC. */
  until: z.string('Give a last day.').check(z.regex(/^\d{4}-\d\d-\d\d$/, 'Give a day, such as 2027-02-28.')),
})

export const unmuteInputSchema = z.extend(functionUrlIdentitySchema, { rule })
