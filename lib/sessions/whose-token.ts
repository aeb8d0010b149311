import 'server-only'
import { scopeOf } from '@/lib/auth/can'
import type { Actor } from '@/lib/auth/context'
import { NO_RIGHTS, type Rights } from '@/lib/auth/grants'
import { bothOf, type Scope } from '@/lib/auth/scope'
import type { TokenRow } from '@/lib/db/token-tables'
import { env } from '@/lib/env'
import type { Failure } from '@/lib/failures/result'
import { logLine } from '@/lib/process/log'
import { findPerson } from '@/lib/sessions/person-rows'
import { storedScope, withTagged } from '@/lib/sessions/rights-of'
import { rightsOfPerson } from '@/lib/sessions/rights-of-person'
import { hashOf } from '@/lib/sessions/secrets'
import { secondsToWait, TOKEN_REQUESTS_A_MINUTE } from '@/lib/sessions/token-pace'
import { noteUse, tokenByDigest } from '@/lib/sessions/token-rows'
import { isTokenText } from '@/lib/sessions/token-text'

/** Who sends a request and what they may; `refusal` says why it is nobody. */
export interface AskedWithToken {
  actor: Actor
  rights: Rights
  refusal?: Failure
}

const NOBODY: Actor = { kind: 'nobody', id: 'nobody', name: 'nobody' }

/** What a request bears in its Authorization header (RFC 6750); `undefined`: it bears nothing of this kind. */
export function bearerOf(headers: Pick<Headers, 'get'>): string | undefined {
  const [scheme = '', ...rest] = (headers.get('authorization') ?? '').trim().split(/\s+/)
  return scheme.toLowerCase() === 'bearer' ? rest.join(' ') : undefined
}

/**
 * Whose token this is, and what it may: its scope, cut with what its maker may at this moment. Read at each request,
 * so that a token that is revoked, or whose maker is disabled, is dead with the next one.
 */
export async function whoseToken(bearer: string, now = new Date()): Promise<AskedWithToken> {
  if (!env().isSignInOn)
    return refused(
      'This console runs without sign-in, so it has no tokens: leave the Authorization header out.',
    )
  if (!isTokenText(bearer))
    return refused('This is no token of the console: they begin with fuc_ and have 53 characters.')
  const row = await tokenByDigest(hashOf(bearer))
  if (!row) return refused('This console knows no such token.')
  const problem = endOf(row, now)
  if (problem) return refused(problem, row)
  const maker = await findPerson({ id: row.person_id })
  if (!maker || maker.disabled_at !== null)
    return refused('Whoever made this token may not sign in any more, so it has ended.', row)
  const wait = secondsToWait(row.id, now.getTime())
  if (wait > 0) return tooMany(wait)
  await noteUse(row, now)
  const actor: Actor = { kind: 'token', id: row.id, name: `${row.name} (token of ${maker.name})` }
  return { actor, rights: await cutRights(await rightsOfPerson(maker), storedScope(row.scope)) }
}

/** A token that stands where none is taken: on a page, an action, or what sends requests. */
export const tokenElsewhere = (): AskedWithToken =>
  refused('A token is for GET requests below /api/ and for nothing else.')

function endOf({ revoked_at, expires_at }: TokenRow, now: Date): string | undefined {
  if (revoked_at !== null) return 'This token has been revoked.'
  return expires_at <= now.toISOString() ? `This token expired on ${expires_at.slice(0, 10)}.` : undefined
}

/**
 * A viewer of what both may see. What the maker may see goes in as it is, so that the rule by which everybody sees
 * everything widens the maker's part and not the token's.
 */
async function cutRights(maker: Rights, scope: Scope): Promise<Rights> {
  const grants = [{ role: 'viewer' as const, scope: bothOf(scope, scopeOf(maker)) }]
  const rules = { ...maker.rules, isEverythingSeen: false }
  return withTagged({ ...maker, grants, rules, provenAt: undefined }, scope)
}

function refused(message: string, row?: TokenRow): AskedWithToken {
  // Which token it was, for whoever looks for a script that still has an old one; never what was sent.
  logLine({ level: 'warn', event: 'token-refused', token: row?.id, problem: message })
  return nobody({ code: 'token-refused', message })
}

const tooMany = (retryAfter: number): AskedWithToken =>
  nobody({
    code: 'token-limit',
    message: `This token has asked ${TOKEN_REQUESTS_A_MINUTE} times within a minute: ask again in ${retryAfter} s.`,
    retryAfter,
  })

const nobody = (refusal: Failure): AskedWithToken => ({ actor: NOBODY, rights: NO_RIGHTS, refusal })
