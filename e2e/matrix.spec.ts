import { CALL_OPERATIONS } from '@/lib/changes/operations/table'
import { EVERYBODY, type Fate, fateOf, MATRIX } from '@/lib/doorways/fixtures/matrix'
import { builtActionId, builtActionNames } from './fixtures/built-actions'
import { builtRoutes } from './fixtures/built-doors'
import type { ConsoleProcess } from './fixtures/console-process'
import { databaseDigest } from './fixtures/database-digest'
import { postAction } from './fixtures/hand-made-actions'
import { type MatrixWorld, makeMatrixWorld } from './fixtures/matrix-world'
import { type RawAnswer, rawRequest } from './fixtures/raw-request'
import {
  addMember,
  addSession,
  endSessionsOf,
  type Member,
  sessionCookie,
  TEAM_SETTINGS,
} from './fixtures/team'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, OTHER_ACCOUNT } from './fixtures/test-account'
import { QUERY_OF_ROUTE, type VerbAtDoor, verbsOfActions, verbsOfRoutes } from './fixtures/verbs-at-doors'
import { writesTo } from './fixtures/writing'
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

/** These name something of here by its id, so that for who is elsewhere it is not there. */
const BY_ID = [
  ...['getChange', 'getRequest', 'planRequest', 'getBulk', 'getBulkPlan'],
  ...['stop', 'resume', 'retry', 'leaveOut', 'applyAll', 'askForMany', 'start'],
]

/** What is refused by whose it is, or by what it leads to, to those whose role would do. */
const BY_OWNER: Record<string, (name: string) => Fate> = {
  // No provider of sign-in is set.
  begin: () => 'not there',
  revise: () => 'not allowed',
  withdraw: () => 'not allowed',
  revoke: (name) => (name === 'an administrator' ? 'in' : 'not there'),
  // A plan is for who may ask for the change, which no token may; and a token has no sessions.
  planRequest: (name) => (name === 'a machine token' ? 'not allowed' : 'in'),
  listSessions: (name) => (name === 'a machine token' ? 'not there' : 'in'),
  stop: (name) => (name === 'a viewer' ? 'not allowed' : 'in'),
  leaveOut: (name) => (name === 'a viewer' ? 'not allowed' : 'in'),
}

/** Pages that strangers get, or that show nothing of anybody. */
const OPEN = /^\/(_|sign-in|signed-in|set-up|invitations|icon\.svg|\[\.\.\.unknown\])/
const PAGES = [...new Set(builtRoutes())].filter((route) => !route.startsWith('/api/') && !OPEN.test(route))

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
  const values: Record<string, string> = { ...identity, ...ids, seq: '1', position: '1', rule: 'public' }
  const path = route.replace(/\[([^\]]+)\]/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x'))
  return path + (QUERY_OF_ROUTE[route] ?? '').replace('FUNCTION', identity.functionName)
}

function expected(name: string, { verb, kind }: Door): Fate {
  const { like, isElsewhere } = ACTORS[name] as Actor
  const row = MATRIX[verb]
  if (!row) throw new Error(`${verb} has no row in the matrix.`)
  // A token counts at GET handlers alone: anywhere else who bears one is nobody.
  if (like === 'a token' && kind !== 'read') return 'signed out'
  const fate = fateOf(EVERYBODY[like] as (typeof EVERYBODY)[string], row)
  if (fate !== 'in') return fate
  return isElsewhere && BY_ID.includes(verb) ? 'not there' : (BY_OWNER[verb]?.(name) ?? 'in')
}

const FATES: Record<string, Fate> = {
  'signed-out': 'signed out',
  'token-refused': 'signed out',
  'not-found': 'not there',
  'not-allowed': 'not allowed',
  'proof-needed': 'proof',
}

const ANSWER = /^(?:\w+:)?\{"ok":(true|false)(?:,"failure":\{"code":"([a-z-]+)","message":"([^"]*))?/m

/** What an answer says: a failure's code, or what the front door said. */
function fateIn({ status, body }: RawAnswer, isLetIn: boolean): string {
  const [, ok, code = '', message] = ANSWER.exec(body) ?? []
  if (ok === 'true') return 'in'
  if (message === NOTHING_TO_DO) return 'not there'
  // Input is read before anybody is judged: that it is sound shows where somebody is refused.
  if (code === 'invalid-input' && !isLetIn) return `invalid: ${body}`
  if (code) return FATES[code] ?? 'in'
  if (status === 401 || body.includes('Not for tokens')) return 'signed out'
  return status === 200 ? 'in' : `${status}`
}

const NOTHING_TO_DO = 'There is no function URL that this could be done to.'

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
  const note = (name: string, door: string, what: string) => wrong.push(`${name} at ${door}: ${what}`)
  const look = (name: string, door: string, { body }: RawAnswer) => {
    for (const shown of ['Known here alone', urlId])
      if (body.includes(shown)) note(name, door, `is shown “${shown}”`)
  }
  const ask = async ({ door, name, fate }: (typeof cases)[number]) => {
    const answer = await door.knock(server, headersOf(server, people, name, made.token))
    const came = fateIn(answer, fate === 'in')
    if (came !== fate) note(name, door.door, `${came} in place of ${fate}`)
    if (fate !== 'in' || ACTORS[name]?.isElsewhere) look(name, door.door, answer)
    // The front door looks for no session here, so that it is the handler that refuses.
    const isUpToHandler = ACTORS[name]?.like === 'nobody' && door.kind !== 'send'
    if (isUpToHandler && fate === 'signed out' && !answer.body.includes('"code":"signed-out"'))
      note(name, door.door, 'is refused by something in front')
  }

  const calls = world.calls(target).length
  for (const door of doors) {
    const before = databaseDigest(server.databasePath)
    for (const each of cases.filter((one) => one.door === door && one.fate !== 'in')) await ask(each)
    // A request that is sent with effect stands in the record, so it shows here too.
    if (databaseDigest(server.databasePath) !== before) note('somebody', door.door, 'has an effect')
  }
  for (const route of PAGES)
    for (const name of Object.keys(ACTORS)) {
      const answer = await reading(addressOf(route, made))(
        server,
        headersOf(server, people, name, made.token),
      )
      const { like, isElsewhere } = ACTORS[name] as Actor
      const isLed = answer.status === 307 || answer.status === 303
      if (like === 'nobody' && !(isLed && `${answer.headers.location}`.includes('/sign-in')))
        note(name, route, `${answer.status} in place of the way to sign in`)
      if (like === 'a token' && answer.status !== 403) note(name, route, `${answer.status} in place of 403`)
      if (like === 'nobody' || like === 'a token' || isElsewhere) look(name, route, answer)
    }
  // The pages are read by those who may, too.
  const reads = world.calls(target).slice(calls)
  expect(reads.filter(({ operation }) => CALL_OPERATIONS.includes(operation as never))).toEqual([])
  expect(wrong).toEqual([])

  for (const each of cases.filter(({ fate }) => fate === 'in')) await ask(each)
  expect(wrong).toEqual([])
  expect(writesTo(world, target).length).toBeGreaterThan(0)
  promise('S1', {
    pages: PAGES.length,
    routes: doors.filter(({ kind }) => kind !== 'action').length,
    actions: doors.filter(({ kind }) => kind === 'action').length,
    actors: Object.keys(ACTORS).length,
    cases: cases.length + PAGES.length * Object.keys(ACTORS).length,
    effects: 0,
  })
})
