import 'server-only'
import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { env } from '@/lib/env'
import { fail } from '@/lib/failures/result'
import { keepChallenge, takenChallenge } from '@/lib/sessions/challenge-rows'
import { inRecord } from '@/lib/sessions/in-record'
import { findInvited, invitedPerson, keepInvitation, removeInvitations } from '@/lib/sessions/invitation-rows'
import {
  addAccount,
  hasNoAccount,
  isWithoutAccounts,
  noteSignIn,
  setPassword,
} from '@/lib/sessions/person-rows'
import { newSecret } from '@/lib/sessions/secrets'
import { endSessions } from '@/lib/sessions/session-rows'
import { WithCookies } from '@/lib/sessions/with-cookies'
import { letIn, rememberBrowser, visitOf } from '@/lib/sign-in/enter'
import { hashPassword } from '@/lib/sign-in/password-hash'
import { passwordProblem } from '@/lib/sign-in/password-rules'
import {
  acceptInputSchema,
  invitationInputSchema,
  inviteInputSchema,
  setUpInputSchema,
} from '@/lib/sign-in/schema'
import { noteEntry, noteOwn, refused } from '@/lib/sign-in/told'

const SET_UP = 'set-up'
const entering = { operation: 'sign-in:enter', resource: () => ({}), sight: 'own' } as const

const TAKEN = 'Somebody has this login. The menu beside their name makes a link for another password.'
const UNKNOWN_LINK = 'This link is not right, has been used, or is too old. Ask for another one.'

/**
 * Makes a token that lets one person set the console up, where nobody has an account yet; gives its address for the
 * log. Each process makes one of its own; once one of them is used, all are worth nothing.
 */
export async function offerSetUp(): Promise<string | undefined> {
  const { signIn } = env()
  if (!signIn?.hasLocalAccounts || !(await isWithoutAccounts())) return undefined
  const token = newSecret()
  const nothing = { browser_hash: '', nonce: '', verifier: '', next_path: '', session_id: null }
  await keepChallenge(token, { ...nothing, kind: SET_UP }, new Date())
  // Behind the #, so that no proxy's log has it.
  return new URL(`/set-up#${token}`, signIn.publicUrl).href
}

/** Makes the first account, which administers everything. @throws {FailureError} `sign-in-refused`, `invalid-input` */
export const setUpConsole = verb({
  ...entering,
  name: 'setUpConsole',
  input: setUpInputSchema,
  work: async ({ permit, input: { token, name, login, password } }) => {
    assertOperation(permit, 'sign-in:enter')
    visitOf(permit)
    judgePassword(password, login)
    const passwordHash = await hashPassword(password)
    const now = permit.context.now()
    const made = await inRecord(async (transaction) => {
      const isRight = await takenChallenge(transaction, token, SET_UP, now)
      if (!isRight || !(await hasNoAccount(transaction))) return undefined
      await transaction.deleteFrom('challenges').where('kind', '=', SET_UP).execute()
      const person = await addAccount(transaction, { name, login, passwordHash }, now)
      if (!person) return undefined
      await transaction
        .insertInto('grants')
        .values({
          id: randomUUID(),
          subject_kind: 'person',
          subject: person.id,
          role: 'admin',
          scope: JSON.stringify('everything'),
          given_at: now.toISOString(),
          given_by: 'the set-up token',
        })
        .execute()
      return { person, cookies: await cookiesFor(transaction, permit, person, 'set-up', 'the set-up token') }
    })
    if (!made) return refuseLink(permit)
    return new WithCookies({ to: '/' }, made.cookies)
  },
})

/** Whom a link is for, so that the page can greet them. @throws {FailureError} `sign-in-refused` */
export const lookAtInvitation = verb({
  ...entering,
  name: 'lookAtInvitation',
  input: invitationInputSchema,
  work: async ({ permit, input: { token } }) => {
    assertOperation(permit, 'sign-in:enter')
    visitOf(permit)
    const person = await findInvited(token, permit.context.now())
    if (!person) return fail('sign-in-refused', UNKNOWN_LINK)
    return { name: person.name, login: person.login ?? '' }
  },
})

/** Gives an invited person their password and lets them in; the link is used up. @throws {FailureError} `sign-in-refused` */
export const acceptInvitation = verb({
  ...entering,
  name: 'acceptInvitation',
  input: acceptInputSchema,
  work: async ({ permit, input: { token, password } }) => {
    assertOperation(permit, 'sign-in:enter')
    visitOf(permit)
    const now = permit.context.now()
    const invited = await findInvited(token, now)
    if (!invited) return refuseLink(permit)
    judgePassword(password, invited.login ?? '')
    const passwordHash = await hashPassword(password)
    const done = await inRecord(async (transaction) => {
      const person = await invitedPerson(transaction, token, now)
      if (!person) return undefined
      await removeInvitations(transaction, person.id)
      await endSessions({ personId: person.id }, transaction)
      await setPassword(transaction, person.id, passwordHash)
      return { person, cookies: await cookiesFor(transaction, permit, person, 'invitation', 'an invitation') }
    })
    if (!done) return refuseLink(permit)
    return new WithCookies({ to: '/' }, done.cookies)
  },
})

type Transaction = Parameters<typeof letIn>[0]
type Person = Parameters<typeof letIn>[2]['person']

async function cookiesFor(
  transaction: Transaction,
  permit: Permit,
  person: Person,
  enteredBy: string,
  how: string,
) {
  await noteEntry(transaction, permit, person, how)
  const provenAt = permit.context.now()
  await noteSignIn(transaction, person.id, provenAt)
  const known = await rememberBrowser(transaction, permit, person.id)
  return [...known, ...(await letIn(transaction, permit, { person, enteredBy, provenAt }))]
}

function refuseLink(permit: Permit): never {
  refused(permit, 'a link that does not count')
  return fail('sign-in-refused', UNKNOWN_LINK)
}

function judgePassword(password: string, login: string): void {
  const message = passwordProblem(password, login)
  if (message) fail('invalid-input', message, { issues: [{ path: 'password', message }] })
}

/**
 * Makes an account for somebody and a link with which they give it a password; the link is shown this once. For
 * somebody who has an account the link gives it another password.
 */
export const invitePerson = verb({
  name: 'invitePerson',
  input: inviteInputSchema,
  operation: 'people:invite',
  resource: () => ({}),
  sight: 'everybody',
  work: async ({ permit, input: { name, login, email, isNew } }) => {
    assertOperation(permit, 'people:invite')
    const { signIn } = env()
    if (!signIn?.hasLocalAccounts) return fail('not-found', 'This console has no accounts of its own.')
    const now = permit.context.now()
    const made = await inRecord(async (transaction) => {
      const added = await addAccount(transaction, { name, login, email }, now)
      if (!added && isNew) return undefined
      const person =
        added ??
        (await transaction
          .selectFrom('people')
          .selectAll()
          .where('login', '=', login)
          .executeTakeFirstOrThrow())
      await noteOwn(transaction, permit, {
        kind: 'person-invited',
        person: { id: person.id, name: person.name },
      })
      const invitation = { personId: person.id, invitedBy: permit.actor.id }
      return { personId: person.id, ...(await keepInvitation(transaction, invitation, now)) }
    })
    if (!made) return fail('invalid-input', TAKEN, { issues: [{ path: 'login', message: TAKEN }] })
    const { personId, token, expiresAt } = made
    return { personId, expiresAt, link: new URL(`/invitations/${token}`, signIn.publicUrl).href }
  },
})

/** Which ways in there are: for the page of sign-in. */
export const listWaysIn = verb({
  ...entering,
  name: 'listWaysIn',
  input: z.object({}),
  work: async ({ permit }) => {
    assertOperation(permit, 'sign-in:enter')
    visitOf(permit)
    const { oidc, hasLocalAccounts = false } = env().signIn ?? {}
    const { actor } = permit
    return {
      provider: oidc?.name,
      hasLocalAccounts,
      signedInAs: actor.kind === 'person' ? actor.name : undefined,
    }
  },
})
