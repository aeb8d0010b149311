import 'server-only'
import * as oidc from 'openid-client'
import * as z from 'zod/mini'
import { mayOf } from '@/lib/auth/may'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import { env } from '@/lib/env'
import { fail } from '@/lib/failures/result'
import { noCookie } from '@/lib/sessions/cookies'
import { inRecord } from '@/lib/sessions/in-record'
import { administrators } from '@/lib/sessions/person-rows'
import { endSessions, sessionsOf, type WhichSessions } from '@/lib/sessions/session-rows'
import { WithCookies } from '@/lib/sessions/with-cookies'
import { ownSession } from '@/lib/sign-in/enter'
import { provider } from '@/lib/sign-in/provider'
import { endSessionInputSchema, type OwnSession, type Self } from '@/lib/sign-in/schema'
import { noteOwn } from '@/lib/sign-in/told'

const own = { operation: 'self:manage', resource: () => ({}), sight: 'own' } as const

/** Who asks, as the header shows them. */
export const describeSelf = verb({
  name: 'describeSelf',
  input: z.object({}),
  operation: 'self:read',
  resource: () => ({}),
  sight: 'own',
  work: async ({ permit }): Promise<Self> => {
    assertOperation(permit, 'self:read')
    const { actor, context } = permit
    const hasSignIn = env().isSignInOn && actor.kind === 'person'
    const { person } = hasSignIn ? await ownSession(permit) : {}
    const hasRole = context.rights.grants.length > 0
    return {
      id: actor.id,
      name: actor.name,
      email: person?.email ?? undefined,
      hasSignIn,
      hasRole,
      administrators: hasSignIn && !hasRole ? await administrators() : [],
      proof: person?.issuer ? 'provider' : 'password',
      may: mayOf(context.rights),
    }
  },
})

/** One's own sessions that have not ended. */
export const listSessions = verb({
  name: 'listSessions',
  input: z.object({}),
  operation: 'self:read',
  resource: () => ({}),
  sight: 'own',
  work: async ({ permit }) => {
    assertOperation(permit, 'self:read')
    const { session, person } = await ownSession(permit)
    const rows = await sessionsOf(person.id, permit.context.now())
    const sessions = rows.map(
      (row): OwnSession => ({
        id: row.id,
        isThis: row.id === session.id,
        enteredBy: row.entered_by,
        createdAt: row.created_at,
        usedAt: row.used_at,
        address: row.address,
        agent: row.agent,
      }),
    )
    return { sessions }
  },
})

/** Ends one of one's own sessions. @throws {FailureError} `changed-elsewhere` where it has ended already. */
export const endSession = verb({
  ...own,
  name: 'endSession',
  input: endSessionInputSchema,
  work: async ({ permit, input: { id } }) => {
    assertOperation(permit, 'self:manage')
    const { person } = await ownSession(permit)
    const ended = await endedOf(permit, person, { id })
    if (ended === 0) return fail('changed-elsewhere', 'This session has ended already.')
    return { ended }
  },
})

/** Ends all of one's own sessions but this one. */
export const endOtherSessions = verb({
  ...own,
  name: 'endOtherSessions',
  input: z.object({}),
  work: async ({ permit }) => {
    assertOperation(permit, 'self:manage')
    const { session, person } = await ownSession(permit)
    return { ended: await endedOf(permit, person, { exceptId: session.id }) }
  },
})

/** Ends sessions of somebody, which stands in the record where there were any. */
const endedOf = (permit: Permit, { id, name }: { id: string; name: string }, which: WhichSessions) =>
  inRecord(async (transaction) => {
    const ended = await endSessions({ ...which, personId: id }, transaction)
    if (ended > 0)
      await noteOwn(transaction, permit, { kind: 'session-ended', person: { id, name }, sessions: ended })
    return ended
  })

/** Ends this session; gives where to go: to the provider, where it ends its own session when it is asked to. */
export const signOut = verb({
  ...own,
  name: 'signOut',
  input: z.object({}),
  work: async ({ permit }) => {
    assertOperation(permit, 'self:manage')
    const { session, person } = await ownSession(permit)
    await inRecord(async (transaction) => {
      await noteOwn(transaction, permit, { kind: 'signed-out' })
      await endSessions({ id: session.id }, transaction)
    })
    const to = person.issuer ? await providersExit(permit) : undefined
    return new WithCookies({ to: to ?? SIGNED_OUT_PATH }, [noCookie('session')])
  },
})

const SIGNED_OUT_PATH = '/sign-in?out='

/** Without an ID token, which is not kept: the provider asks the person whether it is meant. */
async function providersExit({ context }: Permit): Promise<string | undefined> {
  const configuration = await provider().catch(() => undefined)
  context.signal.throwIfAborted()
  if (!configuration?.serverMetadata().end_session_endpoint) return undefined
  const back = new URL('/sign-in', env().signIn?.publicUrl)
  return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: back.href }).href
}
