import { EVERYBODY, type Fate, fateOf, MATRIX } from '@/lib/doorways/fixtures/matrix'
import { builtActionId, builtActionNames } from './fixtures/built-actions'
import { builtRoutes } from './fixtures/built-doors'
import type { ConsoleProcess } from './fixtures/console-process'
import { databaseDigest } from './fixtures/database-digest'
import { postAction } from './fixtures/hand-made-actions'
import { type MatrixWorld, makeMatrixWorld } from './fixtures/matrix-world'
import { type RawAnswer, rawRequest } from './fixtures/raw-request'
import { settledCalls } from './fixtures/settled-calls'
import {
  addMember,
  addSession,
  endSessionsOf,
  type Member,
  sessionCookie,
  TEAM_SETTINGS,
} from './fixtures/team'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, OTHER_ACCOUNT, REGION } from './fixtures/test-account'
import { type VerbAtDoor, verbsOfActions, verbsOfRoutes } from './fixtures/verbs-at-doors'
import { promise } from './promises/promise'

const HERE: Member['scope'] = [{ accounts: [HOME_ACCOUNT] }]
const ELSEWHERE: Member['scope'] = [{ accounts: [OTHER_ACCOUNT] }]

interface Actor {
  /** Whom of the verbs' own matrix they are like. */
  like: keyof typeof EVERYBODY
  member?: Omit<Member, 'name'>
  session?: 'expired' | 'revoked'
  isElsewhere?: boolean
}

/** Everybody who may come, and how: the row of the matrix of verbs says what becomes of them. */
const ACTORS: Record<string, Actor> = {
  nobody: { like: 'nobody' },
  'a session that has expired': { like: 'nobody', member: { role: 'admin' }, session: 'expired' },
  'a session that was ended': { like: 'nobody', member: { role: 'admin' }, session: 'revoked' },
  'somebody disabled': { like: 'nobody', member: { role: 'admin', isDisabled: true } },
  'a viewer elsewhere': {
    like: 'a viewer elsewhere',
    member: { role: 'viewer', scope: ELSEWHERE },
    isElsewhere: true,
  },
  'a viewer': { like: 'a viewer', member: { role: 'viewer', scope: HERE } },
  'an editor elsewhere': {
    like: 'an editor elsewhere',
    member: { role: 'editor', scope: ELSEWHERE },
    isElsewhere: true,
  },
  'an editor': { like: 'an editor', member: { role: 'editor', scope: HERE } },
  'an approver': { like: 'an approver', member: { role: 'approver', scope: HERE } },
  'an administrator': { like: 'an administrator', member: { role: 'admin' } },
  'a machine token': { like: 'a token' },
}

/** What is asked of routes that want a query. */
const QUERIES: Record<string, string> = {
  '/api/activity/export': '?format=csv',
  '/api/inventory/export': '?format=csv',
  '/api/inventory/values': '?field=region',
  '/api/functions': `?account=${HOME_ACCOUNT}&region=${REGION}`,
  '/api/palette': '?text=FUNCTION',
  '/api/people/covered': '?scope=%22everything%22',
  '/api/function-urls': `?identity=${HOME_ACCOUNT}/${REGION}/FUNCTION`,
  '/api/traffic': `?url=${HOME_ACCOUNT}/${REGION}/FUNCTION/$LATEST`,
}

/** These name something of here by its id, so that for who is elsewhere it is not there. */
const BY_ID = [
  ...['getChange', 'getRequest', 'planRequest'],
  ...['getBulk', 'listBulkItems', 'getBulkPlan', 'stop', 'resume', 'retry', 'leaveOut', 'applyAll'],
  ...['askForMany', 'start'],
]

type Knock = (server: ConsoleProcess, headers: Record<string, string>) => Promise<RawAnswer>

interface Door extends VerbAtDoor {
  kind: 'read' | 'send' | 'action'
  knock: Knock
}

function doorsOf(world: MatrixWorld): Door[] {
  const routes = verbsOfRoutes().map(({ door, verb }): Door => {
    const path = addressOf(door, world)
    return verb === 'sendRequest'
      ? { door, verb, kind: 'send', knock: sending(path) }
      : { door, verb, kind: 'read', knock: reading(path) }
  })
  // An action that no page uses is not in the build.
  const built = verbsOfActions().filter(({ door }) => builtActionNames().includes(door))
  const actions = built.map(({ door, verb }): Door => {
    const id = builtActionId(door)
    if (world.inputs[door] === undefined) throw new Error(`${door} has no input in the matrix.`)
    const knock: Knock = ({ port }, headers) => postAction(port, id, world.inputs[door], { headers })
    return { door, verb, kind: 'action', knock }
  })
  return [...routes, ...actions]
}

const reading =
  (path: string): Knock =>
  ({ port }, headers) =>
    rawRequest(port, { path, headers: { Host: `localhost:${port}`, ...headers } })

const SENDING = { path: '/', query: [], headers: [], body: '', origin: 'https://shop.example' }

const sending =
  (path: string): Knock =>
  ({ port }, headers) =>
    rawRequest(port, {
      method: 'POST',
      path,
      headers: {
        Host: `localhost:${port}`,
        Origin: `http://localhost:${port}`,
        'Content-Type': 'application/json',
        ...headers,
      },
      body: JSON.stringify({ ...SENDING, method: 'POST', mode: 'signed' }),
    })

function addressOf(route: string, { identity, ids }: MatrixWorld): string {
  const values: Record<string, string> = { ...identity, ...ids, seq: '1' }
  const path = route.replace(/\[([^\]]+)\]/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x'))
  return path + (QUERIES[route] ?? '').replace('FUNCTION', identity.functionName)
}

function expected(name: string, { verb, kind }: Door): Fate {
  const { like, isElsewhere } = ACTORS[name] as Actor
  const row = MATRIX[verb]
  if (!row) throw new Error(`${verb} has no row in the matrix.`)
  // A token counts at GET handlers alone: anywhere else who bears one is nobody.
  if (like === 'a token' && kind !== 'read') return 'signed out'
  const fate = fateOf(EVERYBODY[like] as (typeof EVERYBODY)[string], row)
  return fate === 'in' && isElsewhere && BY_ID.includes(verb) ? 'not there' : fate
}

const FATES: Record<string, Fate> = {
  'signed-out': 'signed out',
  'token-refused': 'signed out',
  'not-found': 'not there',
  'not-allowed': 'not allowed',
  'proof-needed': 'proof',
}

/** What an answer says: a failure's code, or that the front door let nobody through. */
function fateIn({ status, body }: RawAnswer): string {
  const code = /"code":"([a-z-]+)"/.exec(body)?.[1]
  if (code === 'invalid-input') return `invalid: ${body.slice(0, 300)}`
  if (code) return FATES[code] ?? 'in'
  return status === 401 ? 'signed out' : status === 200 ? 'in' : `${status}`
}

/** What a request of somebody bears: a session of its own, since some actions end it. */
function headersOf(
  server: ConsoleProcess,
  people: ReadonlyMap<string, string>,
  name: string,
  token: string,
): Record<string, string> {
  const { like, session } = ACTORS[name] as Actor
  const person = people.get(name)
  if (like === 'a token') return { Authorization: `Bearer ${token}` }
  if (!person) return {}
  const secret = addSession(server.databasePath, person, session === 'expired' ? -1_000 : undefined)
  if (session === 'revoked') endSessionsOf(server.databasePath, person)
  return { Cookie: sessionCookie(server, secret) }
}

test('the build has no route below /api and no action without a verb, and no verb is without a row', () => {
  const routes = builtRoutes().filter((route) => route.startsWith('/api/') && route !== '/api/health')
  expect([...new Set(routes)]).toEqual(
    verbsOfRoutes()
      .map(({ door }) => door)
      .sort(),
  )
  const known = verbsOfActions().map(({ door }) => door)
  expect(builtActionNames().filter((name) => !known.includes(name))).toEqual([])
  const verbs = [...verbsOfRoutes(), ...verbsOfActions()].map(({ verb }) => verb)
  expect(verbs.filter((verb) => !MATRIX[verb])).toEqual([])
})

test('every door answers everybody as the matrix says, and who may not has no effect and sees nothing', async ({
  account,
  world,
  consoleWith,
}) => {
  test.slow()
  const server = await consoleWith(TEAM_SETTINGS)
  const target = world.addFunction('checkout', { description: 'Known here alone' })
  const { urlId } = world.addUrl(target, { authType: 'AWS_IAM' })
  const made = await makeMatrixWorld(server, target)
  const people = new Map(
    Object.entries(ACTORS).flatMap(([name, { member }]) =>
      member ? [[name, addMember(server.databasePath, { ...member, name })] as const] : [],
    ),
  )
  const doors = doorsOf(made)
  const cases = doors.flatMap((door) =>
    Object.keys(ACTORS).map((name) => ({ door, name, fate: expected(name, door) })),
  )
  const wrong: string[] = []
  const ask = async ({ door, name, fate }: (typeof cases)[number]) => {
    const headers = headersOf(server, people, name, made.token)
    const isBlind = fate !== 'in' || ACTORS[name]?.isElsewhere
    const answer = await door.knock(server, headers)
    const came = fateIn(answer)
    if (came !== fate)
      wrong.push(`${name} at ${door.door}: ${came} and not ${fate} ${answer.body.slice(0, 200)}`)
    if (isBlind && /Known here alone/.test(answer.body)) wrong.push(`${name} at ${door.door} sees it`)
    if (isBlind && answer.body.includes(urlId)) wrong.push(`${name} at ${door.door} sees the address`)
  }

  const refused = cases.filter(({ fate }) => fate !== 'in')
  const calls = await settledCalls(account)
  for (const door of doors) {
    const before = digestWithoutSessions(server)
    for (const each of refused.filter((one) => one.door === door)) await ask(each)
    if (digestWithoutSessions(server) !== before) wrong.push(`${door.door} had an effect in the database`)
  }
  console.log(
    'ledger',
    account.sandbox.ledger.read().length - calls,
    account.sandbox.ledger
      .read()
      .slice(calls)
      .map((e) => e.operation),
  )
  expect.soft(wrong).toEqual([])
  wrong.length = 0

  for (const each of cases.filter(({ fate }) => fate === 'in')) await ask(each)
  expect(wrong).toEqual([])
  promise('S1', {
    routes: doors.filter(({ kind }) => kind !== 'action').length,
    actions: doors.filter(({ kind }) => kind === 'action').length,
    actors: Object.keys(ACTORS).length,
    cases: cases.length,
    effects: 0,
  })
})

const digestWithoutSessions = (server: ConsoleProcess) => databaseDigest(server.databasePath)
