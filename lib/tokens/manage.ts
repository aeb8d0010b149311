import 'server-only'
import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { maySee } from '@/lib/auth/judge'
import { assertOperation, type Permit } from '@/lib/auth/permit'
import { verb } from '@/lib/auth/verb'
import type { TokenRow } from '@/lib/db/token-tables'
import { env } from '@/lib/env'
import { fail } from '@/lib/failures/result'
import { recordedBy, recordTogether } from '@/lib/record/events'
import { storedScope } from '@/lib/sessions/rights-of'
import { hashOf } from '@/lib/sessions/secrets'
import { addToken, revokeRow, tokenRow, tokenRows } from '@/lib/sessions/token-rows'
import { hintOf, newTokenText } from '@/lib/sessions/token-text'
import {
  type MadeToken,
  makeTokenInputSchema,
  revokeTokenInputSchema,
  type TokenInfo,
  type TokenList,
} from '@/lib/tokens/schema'
import { scopeWords } from '@/lib/tokens/scope-words'

const DAY = 24 * 3_600_000
/** More than a person can look after. */
const MAX_TOKENS = 50

/** One's own tokens, and those of everybody for whoever governs the console. */
export const listTokens = verb({
  name: 'listTokens',
  input: z.object({}),
  operation: 'token:read',
  resource: () => ({}),
  work: async ({ permit }): Promise<TokenList> => {
    assertOperation(permit, 'token:read')
    return listFor(permit)
  },
})

/**
 * Makes a token for whoever asks. Its text is answered this once and kept nowhere.
 * @throws {FailureError} `not-allowed` without sign-in, `proof-needed`, `invalid-input`
 */
export const makeToken = verb({
  name: 'makeToken',
  input: makeTokenInputSchema,
  operation: 'token:make',
  resource: () => ({}),
  work: async ({ permit, input: { name, scope, days } }): Promise<MadeToken> => {
    assertOperation(permit, 'token:make')
    const maker = makerOf(permit)
    const now = permit.context.now()
    const secret = newTokenText()
    const expires_at = new Date(now.getTime() + days * DAY).toISOString()
    const row: TokenRow = {
      ...{ id: randomUUID(), name, digest: hashOf(secret), hint: hintOf(secret) },
      ...{ person_id: maker.id, person_name: maker.name, scope: JSON.stringify(scope) },
      ...{ made_at: now.toISOString(), expires_at },
      ...{ last_used_at: null, revoked_at: null, revoked_by: null },
    }
    const grant = { role: 'viewer', scope: scopeWords(scope) }
    const event = { kind: 'token-made', token: { id: row.id, name }, grant, expires: expires_at } as const
    await recordTogether(recordedBy(permit), event, async (transaction) => {
      if (!(await addToken(transaction, row, MAX_TOKENS)))
        fail('invalid-input', `You have ${MAX_TOKENS} tokens, as many as there may be. Revoke one first.`)
    })
    return { secret, ...(await listFor(permit)) }
  },
})

/** Ends a token at once. @throws {FailureError} `not-found` where it is somebody else's, or is none */
export const revokeToken = verb({
  name: 'revokeToken',
  input: revokeTokenInputSchema,
  operation: 'token:manage',
  resource: () => ({}),
  work: async ({ permit, input: { id } }): Promise<TokenList> => {
    assertOperation(permit, 'token:manage')
    const row = await tokenRow(id, ownerFor(permit))
    if (!row) return fail('not-found', 'There is no such token.')
    if (row.revoked_at === null) {
      const by = { at: permit.context.now().toISOString(), name: permit.actor.name }
      const event = { kind: 'token-revoked', token: { id, name: row.name } } as const
      await recordTogether(recordedBy(permit), event, (transaction) => revokeRow(transaction, id, by))
    }
    return listFor(permit)
  },
})

/** Whose tokens somebody sees and ends: their own, or (`undefined`) everybody's. */
const ownerFor = (permit: Permit): string | undefined =>
  maySee(permit, 'token:govern', {}) ? undefined : permit.actor.id

async function listFor(permit: Permit): Promise<TokenList> {
  const { isSignInOn, signIn, port } = env()
  const origin = signIn?.publicUrl.origin ?? `http://localhost:${port}`
  const owner = ownerFor(permit)
  const now = permit.context.now().toISOString()
  const rows = isSignInOn ? await tokenRows(owner) : []
  const tokens = rows.map((row) => infoOf(row, permit.actor.id, now))
  return { isSignInOn, origin, isOfEverybody: owner === undefined, tokens }
}

function makerOf({ actor }: Permit): { id: string; name: string } {
  if (env().isSignInOn && actor.kind === 'person') return actor
  return fail('not-allowed', 'Tokens belong to people who sign in, and this console runs without sign-in.')
}

const infoOf = (row: TokenRow, actorId: string, now: string): TokenInfo => ({
  id: row.id,
  name: row.name,
  hint: row.hint,
  scope: scopeWords(storedScope(row.scope)),
  madeBy: row.person_name,
  isOwn: row.person_id === actorId,
  madeAt: row.made_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at ?? undefined,
  state: stateOf(row, now),
  revokedAt: row.revoked_at ?? undefined,
  revokedBy: row.revoked_by ?? undefined,
})

function stateOf({ revoked_at, expires_at }: TokenRow, now: string): TokenInfo['state'] {
  if (revoked_at !== null) return 'revoked'
  return expires_at <= now ? 'expired' : 'active'
}
