import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { QUERY_OF_ROUTE, verbsOfRoutes } from '@/e2e/fixtures/verbs-at-doors'
import type { Role } from '@/lib/auth/roles'
import type { Scope } from '@/lib/auth/scope'
import { fromOutside } from '@/lib/db/fixtures/from-outside'
import { EVERYBODY, type Fate, fateOf, MATRIX } from '@/lib/doorways/fixtures/matrix'
import type { Handler } from '@/lib/doorways/route'
import { addPerson, giveGrant, signedIn, tokenOf } from '@/lib/sessions/fixtures/token-world'
import { hashOf, newSecret } from '@/lib/sessions/secrets'
import { closeTeamWorld, openTeamWorld } from '@/lib/sign-in/fixtures/team-world'
import { PROJECT_ROOT } from '@/lib/start/project-root'

/**
 * Every route handler as it stands in its file, with a request made by hand: neither the front door nor `proxy.ts` has
 * seen it. Server actions and GET handlers are asked over HTTP in `e2e/matrix.spec.ts`, where nothing in front looks
 * for a session; what sends requests is behind the front door there, and here it is not.
 */
const HERE: Scope = [{ accounts: ['111111111111'] }]
const ELSEWHERE: Scope = [{ accounts: ['222222222222'] }]
const HOUR = 3_600_000

interface Asker {
  like: keyof typeof EVERYBODY
  role?: Role
  scope?: Scope
  /** Of the session, in milliseconds; negative: it has expired. */
  lasts?: number
  isDisabled?: boolean
  isEnded?: boolean
}

const ASKERS: Record<string, Asker> = {
  nobody: { like: 'nobody' },
  'a session that has expired': { like: 'nobody', role: 'admin', lasts: -1_000 },
  'a session that was ended': { like: 'nobody', role: 'admin', isEnded: true },
  'somebody disabled': { like: 'nobody', role: 'admin', isDisabled: true },
  'a viewer elsewhere': { like: 'a viewer elsewhere', role: 'viewer', scope: ELSEWHERE },
  'a viewer': { like: 'a viewer', role: 'viewer', scope: HERE },
  'an editor elsewhere': { like: 'an editor elsewhere', role: 'editor', scope: ELSEWHERE },
  'an editor': { like: 'an editor', role: 'editor', scope: HERE },
  'an approver': { like: 'an approver', role: 'approver', scope: HERE },
}

const headers = new Map<string, Record<string, string>>()

beforeAll(async () => {
  // Each refusal is a line of the log.
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  await openTeamWorld()
  for (const [name, asker] of Object.entries(ASKERS)) headers.set(name, await headersOf(name, asker))
  const maker = await addPerson('maker')
  await giveGrant('person', maker, 'admin', 'everything')
  const { secret } = await tokenOf(await signedIn(maker, 'maker'), {
    scope: [{ accounts: ['111111111111'] }],
  })
  headers.set('a machine token', { authorization: `Bearer ${secret}` })
})
afterAll(async () => {
  vi.restoreAllMocks()
  await closeTeamWorld()
})

async function headersOf(
  name: string,
  { role, scope, lasts = HOUR, isDisabled, isEnded }: Asker,
): Promise<Record<string, string>> {
  if (!role) return {}
  const person = await addPerson(name)
  await giveGrant('person', person, role, scope ?? 'everything')
  const secret = newSecret()
  const at = new Date().toISOString()
  await fromOutside(async (db) => {
    if (isDisabled) await db.updateTable('people').set({ disabled_at: at }).where('id', '=', person).execute()
    if (isEnded) return
    await db
      .insertInto('sessions')
      .values({
        ...{ id: randomUUID(), token_hash: hashOf(secret), previous_hash: null, previous_until: null },
        ...{ is_stale: 0, person_id: person, entered_by: 'password', created_at: at, used_at: at },
        ...{ expires_at: new Date(Date.now() + lasts).toISOString(), proven_at: at },
        ...{ provider_session: null, address: 'this computer', agent: 'Vitest' },
      })
      .execute()
  })
  return { cookie: `console-session-3000=${secret}` }
}

const STATUS: Partial<Record<Fate, number>> = { 'signed out': 401, 'not there': 404, 'not allowed': 403 }
const SENDING = { path: '/', query: [], headers: [], body: '', origin: 'https://shop.example' }

const PARAMS = {
  ...{ account: '111111111111', region: 'eu-central-1', functionName: 'checkout', qualifier: '$LATEST' },
  ...{ changeId: randomUUID(), requestId: randomUUID(), bulkId: randomUUID(), seq: '1' },
}

async function knock(door: string, own: Record<string, string>): Promise<Response> {
  const file = path.join(PROJECT_ROOT, 'app', door, 'route.ts')
  const { GET, POST }: { GET?: Handler; POST?: Handler } = await import(/* @vite-ignore */ file)
  const query = (QUERY_OF_ROUTE[door] ?? '').replace('FUNCTION', 'checkout')
  const address = `http://localhost:3000${door}${query}`
  const params = Promise.resolve(PARAMS)
  if (GET) return GET(new Request(address, { headers: own }), { params })
  const body = JSON.stringify({ ...SENDING, method: 'POST', mode: 'signed' })
  const posted = new Request(address, { method: 'POST', body, headers: own })
  return (POST as Handler)(posted, { params })
}

function fateAt(name: string, verb: string): Fate {
  // What is posted takes no tokens.
  if (name === 'a machine token')
    return verb === 'sendRequest'
      ? 'signed out'
      : fateOf(EVERYBODY['a token'] as never, MATRIX[verb] as never)
  return fateOf(EVERYBODY[(ASKERS[name] as Asker).like] as never, MATRIX[verb] as never)
}

const cases = [...Object.keys(ASKERS), 'a machine token'].map((name) => ({
  name,
  doors: verbsOfRoutes().filter(({ verb }) => fateAt(name, verb) !== 'in'),
}))

describe('with nothing in front of the handlers', () => {
  test.each(cases)('$name is refused by each that the matrix says', async ({ name, doors }) => {
    const came = await Promise.all(
      doors.map(async ({ door }) => `${door} ${(await knock(door, headers.get(name) ?? {})).status}`),
    )
    expect(came).toEqual(doors.map(({ door, verb }) => `${door} ${STATUS[fateAt(name, verb)]}`))
  })

  test('nobody gets past any, and who may not send is refused by what sends', () => {
    const refusedAt = (name: string) => cases.find((each) => each.name === name)?.doors ?? []
    expect(refusedAt('nobody')).toHaveLength(verbsOfRoutes().length)
    for (const name of ['a viewer', 'an editor elsewhere', 'a machine token'])
      expect(refusedAt(name).map(({ verb }) => verb)).toContain('sendRequest')
  })
})
