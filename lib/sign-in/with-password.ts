import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import type { PersonRow } from '@/lib/db/people-tables'
import { env } from '@/lib/env'
import { fail } from '@/lib/failures/result'
import { CHECKS_OF_ACCOUNT, CHECKS_OF_ADDRESS, forgetChecks, takeChecks } from '@/lib/sessions/attempt-rows'
import { inRecord } from '@/lib/sessions/in-record'
import { findPerson, noteSignIn } from '@/lib/sessions/person-rows'
import { noteProof } from '@/lib/sessions/session-rows'
import { WithCookies } from '@/lib/sessions/with-cookies'
import { isKnownBrowser, letIn, ownSession, rememberBrowser, visitOf } from '@/lib/sign-in/enter'
import { ownPath } from '@/lib/sign-in/own-path'
import { isPassword } from '@/lib/sign-in/password-hash'
import { passwordInputSchema, proofInputSchema } from '@/lib/sign-in/schema'
import { noteEntry, noteOwn, refused } from '@/lib/sign-in/told'

/**
 * Every answer to a guess takes this long, so that time tells nothing: whether there is such an account, whether the
 * password was looked at. In milliseconds.
 */
const ANSWER_AFTER = 1_000

const WRONG =
  'Login or password is not right, or it was tried too often: after five tries it takes 15 minutes until the next one.'

/** Signs in to an account of this console. @throws {FailureError} `sign-in-refused`, always in the same words. */
export const signInWithPassword = verb({
  name: 'signInWithPassword',
  input: passwordInputSchema,
  operation: 'sign-in:enter',
  resource: () => ({}),
  work: async ({ permit, input: { login, password, next } }) => {
    assertOperation(permit, 'sign-in:enter')
    visitOf(permit)
    if (!env().signIn?.hasLocalAccounts) fail('not-found', 'This console has no accounts of its own.')
    const person = await afterSomeTime(() => whoseLogin(permit, login, password))
    if (!person) {
      refused(permit, 'login or password', login)
      return fail('sign-in-refused', WRONG)
    }
    const provenAt = permit.context.now()
    const cookies = await inRecord(async (transaction) => {
      await noteEntry(transaction, permit, person, 'a password')
      await noteSignIn(transaction, person.id, provenAt)
      const known = await rememberBrowser(transaction, permit, person.id)
      return [...known, ...(await letIn(transaction, permit, { person, enteredBy: 'password', provenAt }))]
    })
    return new WithCookies({ to: ownPath(next) }, cookies)
  },
})

/** Proves once more who is signed in, by their password. @throws {FailureError} `sign-in-refused`, `signed-out` */
export const proveWithPassword = verb({
  name: 'proveWithPassword',
  input: proofInputSchema,
  operation: 'self:manage',
  resource: () => ({}),
  work: async ({ permit, input: { password } }) => {
    assertOperation(permit, 'self:manage')
    const { session, person } = await ownSession(permit)
    const right = await afterSomeTime(() =>
      whoseLogin(permit, person.login ?? person.id, password, person.id),
    )
    if (right?.id !== person.id) return fail('sign-in-refused', WRONG)
    await inRecord(async (transaction) => {
      await noteOwn(transaction, permit, { kind: 'stepped-up', how: 'a password' })
      await noteProof(session.id, permit.context.now(), transaction)
    })
    return { isProven: true }
  },
})

async function afterSomeTime<T>(work: () => Promise<T>): Promise<T> {
  const [done] = await Promise.all([work(), sleep(ANSWER_AFTER)])
  return done
}

/**
 * The person of a login and password; nobody where either is wrong, or was tried too often. An account has five checks
 * in 15 minutes whoever tries. A browser in which its owner has signed in, and a session that is signed in, have five
 * of their own: somebody who guesses cannot keep the owner out.
 */
export async function whoseLogin(
  permit: Permit,
  login: string,
  password: string,
  signedInAs?: string,
): Promise<PersonRow | undefined> {
  const person = await findPerson({ login })
  const isOwners =
    signedInAs === person?.id || (person !== undefined && (await isKnownBrowser(permit, person.id)))
  const account = isOwners && person ? `own ${person.id}` : `account ${login}`
  const address = `address ${visitOf(permit).address}`
  const buckets = [
    { name: account, most: CHECKS_OF_ACCOUNT },
    ...(isOwners ? [] : [{ name: address, most: CHECKS_OF_ADDRESS }]),
  ]
  if (!(await takeChecks(buckets, permit.context.now()))) return undefined
  const isRight = await isPassword(password, person?.password_hash)
  if (!isRight || !person || person.disabled_at) return undefined
  await forgetChecks(account)
  return person
}
