import * as z from 'zod/mini'
import type { EventGroup } from '@/lib/record/event-groups'
import { counted } from '@/lib/text/counted'

/** Where a request came from, as far as an address tells: the address itself is not kept. */
const ADDRESS_CLASSES = ['this computer', 'a private network', 'the internet', 'unknown'] as const

const text = z.string()
const note = z.optional(text)
const times = z.int().check(z.positive())
const from = z.enum(ADDRESS_CLASSES)
/** Somebody the console knows: the name is for people, the id tells one from another. */
const person = z.object({ id: text, name: text })
/** Who holds a role: a person, a group of the provider, or a machine token. */
const holder = z.object({ type: z.enum(['person', 'group', 'token']), id: text, name: text })
/** What a grant lets its holder do, and where, in words: `editor` of `production/eu-*`. */
const grant = z.object({ role: text, scope: note })
const change = z.object({ before: z.nullable(text), after: z.nullable(text) })

type Fields = Record<string, z.ZodMiniType>
type Values<Shape extends Fields> = z.infer<z.ZodMiniObject<Shape>>

/** What one kind of event holds, and how it is said; a sentence without its full stop. */
interface KindEntry<Shape extends Fields> {
  group: EventGroup
  fields: Shape
  says: (who: string, event: Values<Shape>) => string
}

const kind = <Shape extends Fields>(entry: KindEntry<Shape>): KindEntry<Shape> => entry

type Grant = z.infer<typeof grant>
const grantText = ({ role, scope }: Grant) => (scope ? `${role} of ${scope}` : role)
const because = (reason: string | undefined) => (reason ? `: ${reason}` : '')
const often = (count: number, since: string | undefined) =>
  count === 1 ? '' : ` ${count} times${since ? ` since ${since}` : ''}`
const valueText = (value: string | null) => value ?? 'nothing'

/**
 * Everything that the record tells of people and rules beside changes in AWS; one entry a kind. A kind is never
 * renamed and a field never taken away: old events stay readable. No entry holds a secret, a token or an address.
 */
export const EVENT_KINDS = {
  'signed-in': kind({
    group: 'sign-in',
    /** `how`: "a password", "a passkey", "the provider", "the set-up token". */
    fields: { how: text, from },
    says: (who, { how, from: where }) => `${who} signed in with ${how}, from ${placeText(where)}`,
  }),
  /** Many in a short time are one event (`recordRefusal`). */
  'sign-in-refused': kind({
    group: 'sign-in',
    fields: { reason: text, from, name: note, times, since: note },
    says: (_, { reason, from: where, name, times: count, since }) =>
      `A sign-in${name ? ` as “${name}”` : ''} from ${placeText(where)} was refused${often(count, since)}${because(reason)}`,
  }),
  'signed-out': kind({ group: 'sign-in', fields: {}, says: (who) => `${who} signed out` }),
  'session-ended': kind({
    group: 'sign-in',
    fields: { person, sessions: times, reason: note },
    says: (who, { person: whose, sessions, reason }) =>
      `${who} ended ${counted(sessions, 'session')} of ${whose.name}${because(reason)}`,
  }),
  'stepped-up': kind({
    group: 'sign-in',
    fields: { how: text, for: note },
    says: (who, { how, for: what }) => `${who} proved with ${how} who they are${what ? `, for ${what}` : ''}`,
  }),
  /** Something that the rights of a person do not let them do or see; many are one event (`recordRefusal`). */
  'right-refused': kind({
    group: 'rights',
    fields: { operation: text, about: text, times, since: note },
    says: (who, { operation, about, times: count, since }) =>
      `${who} was refused ${operation}${about === 'nothing' ? '' : ` of ${about}`}${often(count, since)}`,
  }),
  'person-added': kind({
    group: 'people',
    fields: { person, how: text },
    says: (who, { person: whom, how }) => `${who} added ${whom.name} (${how})`,
  }),
  'person-invited': kind({
    group: 'people',
    fields: { person, role: note },
    says: (who, { person: whom, role }) => `${who} invited ${whom.name}${role ? ` as ${role}` : ''}`,
  }),
  'person-changed': kind({
    group: 'people',
    /** `what`: "name", "password", "passkeys". Never a value that is secret. */
    fields: { person, what: text, ...change.shape },
    says: (who, { person: whom, what, before, after }) =>
      before === null && after === null
        ? `${who} changed the ${what} of ${whom.name}`
        : `${who} changed the ${what} of ${whom.name} from ${valueText(before)} to ${valueText(after)}`,
  }),
  'person-disabled': kind({
    group: 'people',
    fields: { person, reason: note },
    says: (who, { person: whom, reason }) => `${who} disabled ${whom.name}${because(reason)}`,
  }),
  'person-enabled': kind({
    group: 'people',
    fields: { person },
    says: (who, { person: whom }) => `${who} let ${whom.name} in again`,
  }),
  'person-deleted': kind({
    group: 'people',
    fields: { person },
    says: (who, { person: whom }) => `${who} deleted ${whom.name}`,
  }),
  'grant-given': kind({
    group: 'rights',
    fields: { to: holder, grant },
    says: (who, event) => `${who} made ${holderText(event.to)} ${grantText(event.grant)}`,
  }),
  'grant-changed': kind({
    group: 'rights',
    fields: { to: holder, before: grant, after: grant },
    says: (who, { to, before, after }) =>
      `${who} changed what ${holderText(to)} may do from ${grantText(before)} to ${grantText(after)}`,
  }),
  'grant-taken': kind({
    group: 'rights',
    fields: { to: holder, grant },
    says: (who, event) => `${who} took ${grantText(event.grant)} from ${holderText(event.to)}`,
  }),
  /** A group of the provider leads to a grant, to another one, or (`after: null`) to none any more. */
  'group-mapped': kind({
    group: 'rights',
    fields: { name: text, before: z.nullable(grant), after: z.nullable(grant) },
    says: (who, { name, before, after }) =>
      after
        ? `${who} mapped the group ${name} to ${grantText(after)}${before ? ` instead of ${grantText(before)}` : ''}`
        : `${who} ended the mapping of the group ${name}${before ? ` to ${grantText(before)}` : ''}`,
  }),
  'setting-changed': kind({
    group: 'console',
    fields: { setting: text, ...change.shape },
    says: (who, { setting, before, after }) =>
      `${who} set “${setting}” from ${valueText(before)} to ${valueText(after)}`,
  }),
  'token-made': kind({
    group: 'rights',
    fields: { token: person, grant: z.optional(grant), expires: note },
    says: (who, { token, grant: may, expires }) =>
      `${who} made the machine token ${token.name}${may ? `, ${grantText(may)}` : ''}${expires ? `, until ${expires}` : ''}`,
  }),
  'token-revoked': kind({
    group: 'rights',
    fields: { token: person },
    says: (who, { token }) => `${who} revoked the machine token ${token.name}`,
  }),
  'account-added': kind({
    group: 'accounts',
    fields: { account: text, name: note, how: note },
    says: (who, { account, name, how }) =>
      `${who} added the account ${accountText(account, name)}${how ? ` (${how})` : ''}`,
  }),
  'account-changed': kind({
    group: 'accounts',
    fields: { account: text, name: note, what: text, ...change.shape },
    says: (who, { account, name, what, before, after }) =>
      `${who} changed the ${what} of the account ${accountText(account, name)} from ${valueText(before)} to ${valueText(after)}`,
  }),
  'account-removed': kind({
    group: 'accounts',
    fields: { account: text, name: note },
    says: (who, { account, name }) => `${who} removed the account ${accountText(account, name)}`,
  }),
  'finding-muted': kind({
    group: 'findings',
    fields: { rule: text, reason: text, until: text },
    says: (who, { rule, reason, until }) => `${who} muted ${rule} until ${until}${because(reason)}`,
  }),
  'finding-unmuted': kind({
    group: 'findings',
    fields: { rule: text },
    says: (who, { rule }) => `${who} took the mute of ${rule} back`,
  }),
  /** Nothing is known of AWS from then on; going on is no event. */
  'reading-paused': kind({
    group: 'console',
    fields: { places: times },
    says: (who, { places }) =>
      `${who} paused the reading of AWS in ${counted(places, 'account and region', 'accounts and regions')}`,
  }),
  'request-sent': kind({
    group: 'requests',
    fields: { request: text, title: text, comment: note },
    says: (who, { title, comment }) => `${who} asked: ${title}${because(comment)}`,
  }),
  'request-revised': kind({
    group: 'requests',
    fields: { request: text, title: text, comment: note },
    says: (who, { title, comment }) => `${who} revised the request “${title}”${because(comment)}`,
  }),
  'request-withdrawn': kind({
    group: 'requests',
    fields: { request: text, title: text },
    says: (who, { title }) => `${who} withdrew the request “${title}”`,
  }),
  'request-asked-back': kind({
    group: 'requests',
    fields: { request: text, title: text, comment: text },
    says: (who, { title, comment }) => `${who} asked back about “${title}”${because(comment)}`,
  }),
  'request-declined': kind({
    group: 'requests',
    fields: { request: text, title: text, comment: note },
    says: (who, { title, comment }) => `${who} declined the request “${title}”${because(comment)}`,
  }),
  'request-approved': kind({
    group: 'requests',
    /** `change`: the change that carries it out. `requester`: whose request it was. */
    fields: { request: text, title: text, change: note, requester: z.optional(person) },
    says: (who, { title, requester }) =>
      `${who} approved the request “${title}”${requester ? ` of ${requester.name}` : ''}`,
  }),
  /** By itself: what it was about is gone, or its time is over. */
  'request-ended': kind({
    group: 'requests',
    fields: { request: text, title: text, reason: text },
    says: (_, { title, reason }) => `The request “${title}” ended by itself${because(reason)}`,
  }),
  'protection-set': kind({
    group: 'protection',
    fields: { reason: text },
    says: (who, { reason }) => `${who} protected the function URL${because(reason)}`,
  }),
  'protection-removed': kind({
    group: 'protection',
    fields: { reason: note },
    says: (who, { reason }) => `${who} ended the protection of the function URL${because(reason)}`,
  }),
  'back-up-taken': kind({
    group: 'record',
    fields: { position: z.optional(z.int()), hash: note },
    says: (who, { position }) =>
      `${who} took a back-up${position === undefined ? '' : `, up to event ${position}`}`,
  }),
  'back-up-restored': kind({
    group: 'record',
    fields: { takenAt: note, position: z.optional(z.int()) },
    says: (who, { takenAt, position }) =>
      `${who} restored a back-up${takenAt ? ` of ${takenAt}` : ''}${position === undefined ? '' : `, up to event ${position}`}`,
  }),
} as const

function placeText(where: (typeof ADDRESS_CLASSES)[number]): string {
  return where === 'unknown' ? 'an unknown address' : where
}

function holderText({ type, name }: z.infer<typeof holder>): string {
  return type === 'person' ? name : `the ${type} ${name}`
}

const accountText = (account: string, name: string | undefined) => (name ? `${name} (${account})` : account)

export type EventKind = keyof typeof EVENT_KINDS

/** One event about people and rules: its kind, and the fields of that kind. */
export type RecordEvent = {
  [Kind in EventKind]: { kind: Kind } & ValuesOf<(typeof EVENT_KINDS)[Kind]['fields']>
}[EventKind]

/** A kind without fields adds nothing. */
type ValuesOf<Shape extends Fields> = [keyof Shape] extends [never] ? unknown : Values<Shape>

export type EventOf<Kind extends EventKind> = Extract<RecordEvent, { kind: Kind }>

export const isEventKind = (value: string): value is EventKind => Object.hasOwn(EVENT_KINDS, value)

type AnyEntry = KindEntry<Fields>
const entryOf = (of: EventKind) => EVENT_KINDS[of] as unknown as AnyEntry

/** Reads an event back, whatever else stands beside its fields. @throws where it is none. */
export function parseEvent(of: string, value: unknown): RecordEvent {
  if (!isEventKind(of)) throw new TypeError('This is no event that the console knows.')
  return { kind: of, ...z.object(entryOf(of).fields).parse(value) } as RecordEvent
}

/** What happened, in one sentence without its full stop. */
export const eventSentence = (who: string, event: RecordEvent): string =>
  entryOf(event.kind).says(who, event as never)

export const groupOf = (of: EventKind): EventGroup => EVENT_KINDS[of].group

/** Everything of one group. */
export const kindsOf = (group: EventGroup): EventKind[] =>
  (Object.keys(EVENT_KINDS) as EventKind[]).filter((each) => groupOf(each) === group)
