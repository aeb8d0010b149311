import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Grant } from '@/lib/auth/grants'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import type { Tables } from '@/lib/db/tables'
import { fail } from '@/lib/failures/result'
import { scopeText } from '@/lib/people/effective-grants'
import { isGoverned, peopleKnown, putRule } from '@/lib/people/people-rows'
import { getPeople } from '@/lib/people/read'
import {
  changeGrantSchema,
  giveGrantSchema,
  type HeldGrant,
  type Holder,
  rulesSchema,
  takeGrantSchema,
} from '@/lib/people/schema'
import type { RecordEvent } from '@/lib/record/event-kinds'
import { recordedBy, recordTogether } from '@/lib/record/events'
import { markStale } from '@/lib/sessions/session-rows'

type Db = Kysely<Tables>

const managing = {
  operation: 'people:manage',
  resource: () => ({}),
  sight: 'everybody',
} as const

/** Gives somebody, or everybody in a group, a role in a scope. @throws FailureError `not-found` for a person who is not there. */
export const giveGrant = verb({
  ...managing,
  name: 'giveGrant',
  input: giveGrantSchema,
  work: async ({ permit, input: { holder, grant } }) => {
    const to = await recordedHolder(permit, holder)
    const event = { kind: 'grant-given', to, grant: told(grant) } as const
    await changeRights(permit, holder, event, async (transaction) => {
      await transaction
        .insertInto('grants')
        .values({
          id: randomUUID(),
          subject_kind: holder.kind,
          subject: holder.kind === 'person' ? holder.id : holder.name,
          ...stored(grant),
          ...signature(permit),
        })
        .execute()
    })
    return getPeople.within(permit, {})
  },
})

/** Makes a grant another one. @throws FailureError `changed-elsewhere`; `invalid-input` for the last administrator. */
export const changeGrant = verb({
  ...managing,
  name: 'changeGrant',
  input: changeGrantSchema,
  work: async ({ permit, input: { id, grant } }) => {
    const known = await knownGrant(permit, id)
    const to = await recordedHolder(permit, known.holder)
    const event = { kind: 'grant-changed', to, before: told(known), after: told(grant) } as const
    await changeRights(permit, known.holder, event, async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('grants')
        .set({ ...stored(grant), ...signature(permit) })
        .where('id', '=', id)
        .executeTakeFirst()
      if (Number(numUpdatedRows) !== 1) fail('changed-elsewhere', GONE)
    })
    return getPeople.within(permit, {})
  },
})

/** Takes a grant back. @throws FailureError `changed-elsewhere`; `invalid-input` for the last administrator. */
export const takeGrant = verb({
  ...managing,
  name: 'takeGrant',
  input: takeGrantSchema,
  work: async ({ permit, input: { id } }) => {
    const known = await knownGrant(permit, id)
    const to = await recordedHolder(permit, known.holder)
    const event = { kind: 'grant-taken', to, grant: told(known) } as const
    await changeRights(permit, known.holder, event, async (transaction) => {
      const { numDeletedRows } = await transaction
        .deleteFrom('grants')
        .where('id', '=', id)
        .executeTakeFirst()
      if (Number(numDeletedRows) !== 1) fail('changed-elsewhere', GONE)
    })
    return getPeople.within(permit, {})
  },
})

/** What each rule is called on screen and in the record. */
const RULE_NAMES = {
  mayEditorsMakePublic: 'Editors may open function URLs to the internet',
  mayEditorsDelete: 'Editors may delete function URLs',
  isEverythingSeen: 'Who has a role anywhere sees everything',
} as const

/** Sets what holds for everybody; each rule that changes is an event of the record. */
export const changeRules = verb({
  ...managing,
  name: 'changeRules',
  input: rulesSchema,
  work: async ({ permit, input }) => {
    assertOperation(permit, 'people:manage')
    const by = recordedBy(permit)
    const { rules } = await peopleKnown(permit)
    for (const rule of Object.keys(RULE_NAMES) as (keyof typeof RULE_NAMES)[]) {
      if (rules[rule] === input[rule]) continue
      const event = {
        kind: 'setting-changed',
        setting: RULE_NAMES[rule],
        before: text(rules[rule]),
        after: text(input[rule]),
      } as const
      await recordTogether(by, event, (transaction) => putRule(permit, transaction, rule, text(input[rule])))
    }
    return getPeople.within(permit, {})
  },
})

const text = (isOn: boolean) => (isOn ? 'on' : 'off')

const GONE = 'Somebody else has taken this grant back.'
const LAST =
  'This would leave nobody who governs the console: make somebody else an administrator of everything first.'

/**
 * Changes rights with their event, in one transaction: what the record does not tell of does not hold. Who governs the
 * console last keeps it. The sessions of whom it is about get another secret.
 */
async function changeRights(
  permit: Permit,
  holder: Holder,
  event: RecordEvent,
  work: (transaction: Db) => Promise<void>,
): Promise<void> {
  assertOperation(permit, 'people:manage')
  await recordTogether(recordedBy(permit), event, async (transaction) => {
    const wasGoverned = await isGoverned(transaction)
    await work(transaction)
    if (wasGoverned && !(await isGoverned(transaction)))
      fail('invalid-input', LAST, { issues: [{ path: 'grant', message: LAST }] })
  })
  await markStale(await heldBy(permit, holder))
}

async function heldBy(permit: Permit, holder: Holder): Promise<string[]> {
  if (holder.kind === 'person') return [holder.id]
  const { people } = await peopleKnown(permit)
  return people.filter(({ groups }) => groups.includes(holder.name)).map(({ id }) => id)
}

async function knownGrant(permit: Permit, id: string): Promise<HeldGrant> {
  assertOperation(permit, 'people:manage')
  const { grants } = await peopleKnown(permit)
  return grants.find((grant) => grant.id === id) ?? fail('changed-elsewhere', GONE)
}

/** @throws FailureError `not-found` */
async function recordedHolder(permit: Permit, holder: Holder) {
  assertOperation(permit, 'people:manage')
  if (holder.kind === 'group') return { type: 'group', id: holder.name, name: holder.name } as const
  const { people } = await peopleKnown(permit)
  const person = people.find(({ id }) => id === holder.id)
  return { type: 'person', id: holder.id, name: person?.name ?? fail('not-found', NOBODY) } as const
}

const NOBODY = 'There is no such person.'

const told = ({ role, scope }: Grant) => ({ role, scope: scopeText(scope) })
const stored = ({ role, scope }: Grant) => ({ role, scope: JSON.stringify(scope) })
const signature = ({ actor, context }: Permit) => ({
  given_at: context.now().toISOString(),
  given_by: actor.name,
})
