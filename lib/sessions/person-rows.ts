import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { database } from '@/lib/db/database'
import type { PersonRow } from '@/lib/db/people-tables'
import type { Tables } from '@/lib/db/tables'
import { env } from '@/lib/env'
import { hashOf } from '@/lib/sessions/secrets'

/** What the provider says of somebody. */
export interface ToldPerson {
  issuer: string
  subject: string
  name: string
  email?: string
  isEmailVerified: boolean
  groups: readonly string[]
  groupsProblem?: string
}

/** Writes down what the provider says of a person, who may come for the first time. */
export async function keepToldPerson(
  transaction: Kysely<Tables>,
  told: ToldPerson,
  now: Date,
): Promise<{ person: PersonRow; isNew: boolean }> {
  const at = now.toISOString()
  const values = {
    name: told.name.slice(0, 200),
    email: told.email?.slice(0, 320) ?? null,
    email_verified: told.isEmailVerified ? 1 : 0,
    groups: JSON.stringify(told.groups),
    groups_problem: told.groupsProblem ?? null,
  }
  const known = await transaction
    .selectFrom('people')
    .selectAll()
    .where('issuer', '=', told.issuer)
    .where('subject', '=', told.subject)
    .executeTakeFirst()
  if (known) {
    const changed = known.disabled_at ? values : { ...values, signed_in_at: at }
    await transaction.updateTable('people').set(changed).where('id', '=', known.id).execute()
    return { person: { ...known, ...changed }, isNew: false }
  }
  const { issuer, subject } = told
  const person = { ...EMPTY, ...values, id: randomUUID(), issuer, subject, created_at: at, signed_in_at: at }
  await transaction.insertInto('people').values(person).execute()
  return { person, isNew: true }
}

const EMPTY = { login: null, password_hash: null, disabled_at: null }

/** An account of this console; without a password nobody can sign in to it yet. */
export interface NewAccount {
  name: string
  login: string
  email?: string
  passwordHash?: string
}

/** Makes an account; nothing where the login is taken. */
export async function addAccount(
  transaction: Kysely<Tables>,
  { name, login, email, passwordHash }: NewAccount,
  now: Date,
): Promise<PersonRow | undefined> {
  const taken = await personOf(transaction, { login })
  if (taken) return undefined
  const id = randomUUID()
  const person: PersonRow = {
    ...EMPTY,
    id,
    issuer: '',
    subject: id,
    name,
    email: email ?? null,
    email_verified: 0,
    login,
    password_hash: passwordHash ?? null,
    groups: '[]',
    groups_problem: null,
    created_at: now.toISOString(),
    signed_in_at: null,
  }
  await transaction.insertInto('people').values(person).execute()
  return person
}

type Which = { id: string } | { login: string } | { issuer: string; subject: string }

/** A person by one of the things that are theirs alone. */
export async function personOf(db: Kysely<Tables>, which: Which): Promise<PersonRow | undefined> {
  return db
    .selectFrom('people')
    .selectAll()
    .where((eb) => eb.and(which))
    .executeTakeFirst()
}

/** The same outside any transaction. */
export const findPerson = async (which: Which): Promise<PersonRow | undefined> =>
  personOf((await database()).db, which)

/** Whether nobody has an account of this console yet who can sign in. */
export async function hasNoAccount(db: Kysely<Tables>): Promise<boolean> {
  const row = await db
    .selectFrom('people')
    .select('id')
    .where('password_hash', 'is not', null)
    .executeTakeFirst()
  return row === undefined
}

/** The same outside any transaction. */
export const isWithoutAccounts = async (): Promise<boolean> => hasNoAccount((await database()).db)

/** Gives a person another password; their browsers are known no more. */
export async function setPassword(
  transaction: Kysely<Tables>,
  personId: string,
  passwordHash: string,
): Promise<void> {
  await transaction
    .updateTable('people')
    .set({ password_hash: passwordHash })
    .where('id', '=', personId)
    .execute()
  await transaction.deleteFrom('known_browsers').where('person_id', '=', personId).execute()
}

export async function noteSignIn(transaction: Kysely<Tables>, personId: string, now: Date): Promise<void> {
  await transaction
    .updateTable('people')
    .set({ signed_in_at: now.toISOString() })
    .where('id', '=', personId)
    .execute()
}

/** Remembers that a person has signed in with this browser. */
export async function knowBrowser(
  transaction: Kysely<Tables>,
  secret: string,
  personId: string,
  now: Date,
): Promise<void> {
  await transaction
    .insertInto('known_browsers')
    .values({ hash: hashOf(secret), person_id: personId, created_at: now.toISOString() })
    .execute()
}

/** Whether a person has signed in with this browser before. */
export async function isBrowserOf(
  secret: string,
  personId: string,
  within?: Kysely<Tables>,
): Promise<boolean> {
  const db = within ?? (await database()).db
  const row = await db
    .selectFrom('known_browsers')
    .select('hash')
    .where('hash', '=', hashOf(secret))
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

/** Names and addresses of people whom a role can be asked of. */
export async function administrators(): Promise<string[]> {
  const { db } = await database()
  const rows = await db
    .selectFrom('grants')
    .innerJoin('people', 'people.id', 'grants.subject')
    .select(['people.name', 'people.email'])
    .distinct()
    .where('grants.role', '=', 'admin')
    .where('grants.subject_kind', '=', 'person')
    .where('people.disabled_at', 'is', null)
    .orderBy('people.name')
    .limit(5)
    .execute()
  const named = rows.map(({ name, email }) => (email ? `${name} (${email})` : name))
  return named.length > 0 ? named : (env().signIn?.admins ?? [])
}
