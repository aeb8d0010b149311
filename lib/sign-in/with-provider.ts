import 'server-only'
import * as oidc from 'openid-client'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import type { ChallengeRow } from '@/lib/db/people-tables'
import { env } from '@/lib/env'
import { FailureError, fail } from '@/lib/failures/result'
import { logLine } from '@/lib/process/log'
import { keepChallenge, takeChallenge } from '@/lib/sessions/challenge-rows'
import { cookieOf, noCookie } from '@/lib/sessions/cookies'
import { inRecord } from '@/lib/sessions/in-record'
import { keepToldPerson, type ToldPerson } from '@/lib/sessions/person-rows'
import { hashOf, newSecret } from '@/lib/sessions/secrets'
import { noteProof } from '@/lib/sessions/session-rows'
import { WithCookies } from '@/lib/sessions/with-cookies'
import { type Claims, groupsIn, nameIn, type ToldGroups } from '@/lib/sign-in/claims'
import { letIn, ownSession, visitOf } from '@/lib/sign-in/enter'
import { ownPath } from '@/lib/sign-in/own-path'
import { callbackUrl, problemName, provider } from '@/lib/sign-in/provider'
import { beginInputSchema, callbackInputSchema } from '@/lib/sign-in/schema'
import { noteEntry, noteOwn, refused } from '@/lib/sign-in/told'

const KIND = 'provider'
/** A proof is a sign-in of at most this age, in seconds. */
const PROOF_AGE = 300
const BEGUN_LASTS = 10 * 60

const entering = { operation: 'sign-in:enter', resource: () => ({}) } as const

/**
 * Begins a sign-in at the provider: gives its address. State, nonce and the verifier of PKCE stand in the database, so
 * that any replica can take the answer; a cookie binds it to this browser.
 */
export const beginWithProvider = verb({
  ...entering,
  name: 'beginWithProvider',
  input: beginInputSchema,
  work: async ({ permit, input: { next, isProof = false } }) => {
    assertOperation(permit, 'sign-in:enter')
    visitOf(permit)
    const configuration = await provider()
    const [state, nonce, verifier, browser] = [newSecret(), newSecret(), newSecret(), newSecret()]
    const session = isProof ? await ownSession(permit) : undefined
    const challenge = {
      kind: KIND,
      browser_hash: hashOf(browser),
      nonce,
      verifier,
      next_path: ownPath(next),
      session_id: session?.session.id ?? null,
    }
    await keepChallenge(state, challenge, permit.context.now())
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: callbackUrl().href,
      response_type: 'code',
      scope: env().signIn?.oidc?.scopes ?? 'openid',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...(isProof && { prompt: 'login', max_age: '0' }),
    })
    return new WithCookies({ url: url.href }, [{ kind: 'browser', value: browser, maxAge: BEGUN_LASTS }])
  },
})

/**
 * Ends it: the provider sent the person back with a code. Whatever is not right about the answer lets nobody in.
 * @throws {FailureError} `sign-in-refused`, `unreachable`
 */
export const finishWithProvider = verb({
  ...entering,
  name: 'finishWithProvider',
  input: callbackInputSchema,
  work: async ({ permit, input }) => {
    assertOperation(permit, 'sign-in:enter')
    const challenge = await challengeOf(permit, input)
    const { told, authTime, providerSession } = await toldBy(permit, challenge, input)
    const isFresh = authTime !== undefined && permit.context.now().getTime() / 1000 - authTime < PROOF_AGE
    const provenAt = isFresh ? new Date(authTime * 1000) : undefined
    if (challenge.session_id) return proven(permit, challenge, told, provenAt)
    const cookies = await inRecord(async (transaction) => {
      const { person } = await keepToldPerson(transaction, told, permit.context.now())
      if (person.disabled_at) return undefined
      await noteEntry(transaction, permit, person, 'the provider')
      return letIn(transaction, permit, { person, enteredBy: 'provider', provenAt, providerSession })
    })
    if (!cookies) return refuse(permit, 'disabled')
    return new WithCookies({ location: challenge.next_path }, cookies)
  },
})

/** What a browser began that has come back, taken out: a second answer finds nothing. */
async function challengeOf(permit: Permit, { state }: { state?: unknown }): Promise<ChallengeRow> {
  const { cookies } = visitOf(permit)
  const browser = cookieOf(cookies, 'browser')
  const challenge =
    typeof state === 'string' ? await takeChallenge(state, KIND, permit.context.now()) : undefined
  if (!challenge) return refuse(permit, 'unknown-state')
  if (!browser || hashOf(browser) !== challenge.browser_hash) return refuse(permit, 'other-browser')
  return challenge
}

interface Told {
  told: ToldPerson
  /** In seconds since the epoch. */
  authTime?: number
  providerSession?: string
}

/** Exchanges the code, and has everything about the ID token checked. */
async function toldBy(
  permit: Permit,
  { nonce, verifier, session_id: sessionId }: ChallengeRow,
  query: Record<string, unknown>,
): Promise<Told> {
  const configuration = await provider()
  const address = callbackUrl()
  for (const [name, value] of Object.entries(query))
    if (typeof value === 'string') address.searchParams.set(name, value)
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, address, {
      pkceCodeVerifier: verifier,
      expectedState: String(query.state),
      expectedNonce: nonce,
      idTokenExpected: true,
      ...(sessionId && { maxAge: PROOF_AGE }),
    })
    const claims = tokens.claims() ?? refuse(permit, 'no-id-token')
    const { groups, problem } = await groupsOf(configuration, tokens.access_token, claims)
    const email = typeof claims.email === 'string' ? claims.email : undefined
    return {
      told: {
        issuer: claims.iss,
        subject: claims.sub,
        name: nameIn(claims),
        email,
        isEmailVerified: email !== undefined && claims.email_verified === true,
        groups,
        groupsProblem: problem,
      },
      authTime: claims.auth_time,
      providerSession: typeof claims.sid === 'string' ? `${claims.iss} ${claims.sid}` : undefined,
    }
  } catch (error) {
    if (error instanceof FailureError) throw error
    permit.context.signal.throwIfAborted()
    return refuse(permit, problemName(error))
  }
}

/** In the ID token; where it names none, what userinfo says. What is said to be elsewhere is asked for nowhere. */
async function groupsOf(
  configuration: oidc.Configuration,
  accessToken: string,
  claims: oidc.IDToken,
): Promise<ToldGroups> {
  const path = env().signIn?.oidc?.groupsClaim ?? 'groups'
  const inToken = groupsIn(claims as Claims, path)
  if (inToken.problem !== 'missing' || !configuration.serverMetadata().userinfo_endpoint) return inToken
  try {
    return groupsIn((await oidc.fetchUserInfo(configuration, accessToken, claims.sub)) as Claims, path)
  } catch (error) {
    logLine({ level: 'warn', event: 'sign-in.no-userinfo', reason: problemName(error) })
    return inToken
  }
}

/** Somebody who is signed in has shown once more who they are. */
async function proven(
  permit: Permit,
  { session_id: sessionId, next_path: next }: ChallengeRow,
  { issuer, subject }: ToldPerson,
  provenAt: Date | undefined,
) {
  const { session, person } = await ownSession(permit)
  if (session.id !== sessionId || person.issuer !== issuer || person.subject !== subject)
    return refuse(permit, 'other-person')
  if (!provenAt) return refuse(permit, 'not-fresh')
  await inRecord(async (transaction) => {
    await noteOwn(transaction, permit, { kind: 'stepped-up', how: 'the provider' })
    await noteProof(session.id, provenAt, transaction)
  })
  return new WithCookies({ location: next }, [noCookie('browser')])
}

/** One answer for everything; the log says which it was, without what was sent. */
function refuse(permit: Permit, reason: string): never {
  logLine({ level: 'warn', event: 'sign-in.refused', reason, requestId: permit.context.requestId })
  refused(permit, `the provider’s answer: ${reason}`)
  return fail('sign-in-refused', 'The sign-in was not accepted. Begin it once more from this page.')
}
