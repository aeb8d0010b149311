import { randomUUID } from 'node:crypto'
import { builtActionNames } from './fixtures/built-actions'
import { builtRoutes } from './fixtures/built-doors'
import { handMadeActions, isOfAnother } from './fixtures/hand-made-actions'
import { type RawAnswer, rawRequest } from './fixtures/raw-request'
import { settledCalls } from './fixtures/settled-calls'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, REGION } from './fixtures/test-account'
import { QUERY_OF_ROUTE } from './fixtures/verbs-at-doors'
import { addressIn } from './fixtures/writing'

/** page, read, passage: asked with GET. send: sends a request to a function URL. open: asks nobody, so it has nothing to judge. */
type Door = 'page' | 'read' | 'send' | 'passage' | 'open'

const FUNCTION = '/functions/[account]/[region]/[functionName]'
const URL_OF_FUNCTION = `${FUNCTION}/urls/[qualifier]`

/** Every door of the console. A route of the build without a row here fails, and so does a row without a route. */
const DOORS: Record<string, Door> = {
  '/': 'page',
  '/[...unknown]': 'page',
  '/_global-error': 'open',
  '/_not-found': 'open',
  '/activity': 'page',
  '/activity/[changeId]': 'page',
  '/api/accounts': 'read',
  '/activity/events/[position]': 'page',
  '/api/activity': 'read',
  '/api/activity/export': 'read',
  '/api/activity/head': 'read',
  '/api/bulks': 'read',
  '/api/bulks/[bulkId]': 'read',
  '/api/bulks/[bulkId]/items': 'read',
  '/api/bulks/[bulkId]/items/[seq]/plan': 'read',
  '/api/changes': 'read',
  '/api/changes/[changeId]': 'read',
  '/api/connection': 'read',
  '/api/findings': 'read',
  '/api/findings/high': 'read',
  '/api/findings/overview': 'read',
  '/api/function-urls': 'read',
  '/api/functions': 'read',
  '/api/inventory': 'read',
  '/api/inventory/export': 'read',
  '/api/inventory/overview': 'read',
  '/api/inventory/values': 'read',
  '/api/openapi.json': 'read',
  '/api/palette': 'read',
  [`/api${FUNCTION}`]: 'read',
  [`/api${FUNCTION}/owner`]: 'read',
  [`/api${FUNCTION}/policies/[qualifier]`]: 'read',
  [`/api${FUNCTION}/reservation`]: 'read',
  [`/api${FUNCTION}/urls`]: 'read',
  [`/api${URL_OF_FUNCTION}`]: 'read',
  [`/api${URL_OF_FUNCTION}/invocation-facts`]: 'read',
  [`/api${URL_OF_FUNCTION}/send`]: 'send',
  [`/api${URL_OF_FUNCTION}/traffic`]: 'read',
  '/api/saved-views': 'read',
  '/api/sessions': 'read',
  [`/api${URL_OF_FUNCTION}/traffic-series`]: 'read',
  '/api/outside': 'read',
  '/api/people/covered': 'read',
  '/api/protections': 'read',
  '/api/requests': 'read',
  '/api/requests/[requestId]': 'read',
  '/api/requests/[requestId]/plan': 'read',
  '/api/requests/waiting': 'read',
  '/api/settings': 'read',
  '/api/traffic': 'read',
  '/api/health': 'open',
  '/bulk/[bulkId]': 'page',
  '/failures': 'page',
  '/findings': 'page',
  '/findings/guardrail': 'page',
  '/findings/rules': 'page',
  '/findings/rules/[rule]': 'page',
  '/functions': 'page',
  '/requests': 'page',
  '/requests/[requestId]': 'page',
  '/settings': 'page',
  '/settings/people': 'page',
  '/settings/tokens': 'page',
  '/settings/sessions': 'page',
  '/sign-in': 'page',
  '/sign-in/callback': 'passage',
  '/signed-in': 'page',
  '/set-up': 'page',
  '/invitations/[token]': 'page',
  '/settings/accounts': 'page',
  '/functions/create': 'page',
  [FUNCTION]: 'page',
  [URL_OF_FUNCTION]: 'page',
  [`${URL_OF_FUNCTION}/access`]: 'page',
  [`${URL_OF_FUNCTION}/activity`]: 'page',
  [`${URL_OF_FUNCTION}/code`]: 'page',
  [`${URL_OF_FUNCTION}/cors`]: 'page',
  [`${URL_OF_FUNCTION}/edit`]: 'page',
  [`${URL_OF_FUNCTION}/try`]: 'page',
  '/icon.svg': 'open',
}

/** Every server action of the console. */
const ACTIONS = [
  'acceptInvitation',
  'acknowledgeRecord',
  'addAccount',
  'applyBulk',
  'applyChange',
  'approveRequest',
  'askBackRequest',
  'beginWithProvider',
  'changeAccount',
  'changeGrant',
  'changeRules',
  'changeSettings',
  'changeView',
  'checkNow',
  'countSelected',
  'declineRequest',
  'deleteView',
  'endOtherSessions',
  'endSession',
  'giveGrant',
  'invitePerson',
  'leaveOutOfBulk',
  'lookOutside',
  'makeToken',
  'muteFinding',
  'pauseSweeps',
  'previewChange',
  'proveWithPassword',
  'removeAccount',
  'removeProtection',
  'resumeBulk',
  'retryBulk',
  'reviseRequest',
  'revokeToken',
  'saveView',
  'sendBulkForApproval',
  'sendForApproval',
  'setProtection',
  'setUpConsole',
  'signInWithPassword',
  'signOut',
  'startBulk',
  'stopBulk',
  'takeGrant',
  'testAccount',
  'unmuteFinding',
  'withdrawRequest',
]

/** The route with a function of the sandbox in it. */
function addressOf(route: string, functionName: string): string {
  const values: Record<string, string> = {
    account: HOME_ACCOUNT,
    region: REGION,
    functionName,
    qualifier: '$LATEST',
    bulkId: randomUUID(),
    seq: '1',
    changeId: randomUUID(),
    requestId: randomUUID(),
    position: '1',
    rule: 'public',
    token: 'x',
    '...unknown': 'no-such-page',
  }
  const path = route.replace(/\[([^\]]+)\]/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x'))
  return path + (QUERY_OF_ROUTE[route] ?? '').replace('FUNCTION', functionName)
}

const SENDING = { path: '/', query: [], headers: [], body: '', origin: 'https://shop.example' }
const MODES = ['unsigned', 'signed', 'browser']
const EFFECTS = ['POST', 'PUT', 'PATCH', 'DELETE']

function knock(
  port: number,
  door: Door,
  path: string,
  headers: Record<string, string> = {},
  body: object = { ...SENDING, method: 'GET', mode: 'unsigned' },
): Promise<RawAnswer> {
  const own = { Host: `localhost:${port}`, ...headers }
  if (door !== 'send') return rawRequest(port, { path, headers: own })
  const text = JSON.stringify(body)
  return rawRequest(port, {
    method: 'POST',
    path,
    headers: { Origin: `http://localhost:${port}`, 'Content-Type': 'application/json', ...own },
    body: text,
  })
}

const doors = Object.entries(DOORS)

test('the build has no door that this test does not know', () => {
  expect([...new Set(builtRoutes())]).toEqual(Object.keys(DOORS).sort())
  expect(builtActionNames()).toEqual(ACTIONS)
})

test('nobody whom the console does not vouch for gets in by any door: one answer, and AWS is not asked', async ({
  server,
  world,
  account,
}) => {
  const target = world.addFunction('checkout')
  world.addUrl(target)
  const before = await settledCalls(account)
  const strangers: Record<string, string>[] = [{ Host: 'evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }]
  for (const stranger of strangers) {
    const answers = new Map<string, string[]>()
    for (const [route, door] of doors.filter(([, each]) => each !== 'open')) {
      const { status, body } = await knock(server.port, door, addressOf(route, target.name), stranger)
      // Behind a balancer each console names its own port.
      const same = `${status} ${body.replaceAll(/nonce="[^"]+"|localhost:\d+/g, '')}`
      answers.set(same, [...(answers.get(same) ?? []), route])
    }
    expect([...answers.values()].map((routes) => routes.length)).toEqual([
      doors.filter(([, each]) => each !== 'open').length,
    ])
    expect([...answers.keys()][0]).toMatch(/^403 /)
  }
  expect(account.sandbox.ledger.read()).toHaveLength(before)
})

test('whoever may only read is refused by every door that writes: one failure, and AWS is not asked', async ({
  world,
  consoleWith,
}) => {
  const server = await consoleWith({ CONSOLE_READ_ONLY: 'true' })
  const target = world.addFunction('checkout')
  world.addUrl(target)
  world.addPublicStatements(target)
  const identity = {
    account: HOME_ACCOUNT,
    region: REGION,
    functionName: target.name,
    qualifier: '$LATEST',
  }
  const refusals: string[] = []
  const note = ({ body }: RawAnswer) => refusals.push(/\{"code":"read-only"[^}]*\}/.exec(body)?.[0] ?? body)

  for (const mode of MODES)
    for (const method of EFFECTS)
      note(
        await knock(server.port, 'send', `/api${addressIn(target)}/send`, {}, { ...SENDING, method, mode }),
      )
  const request = { kind: 'delete', identity }
  const acknowledgement = { position: 1, digest: 'a'.repeat(64) }
  const settings = { countsAllTraffic: true }
  const applied = { changeId: randomUUID(), request, planHash: 'a'.repeat(64) }
  const inputs = [request, applied, acknowledgement, settings]
  for (const input of inputs) {
    const answers = await handMadeActions(server.port).sendToAll(input)
    const refused = answers.filter(({ body }) => body.includes('"code":"read-only"'))
    // Which action an id is of nobody can see: the others do not take this input.
    expect(refused).toHaveLength(1)
    for (const { status, body } of answers.filter((answer) => !refused.includes(answer)))
      expect(status >= 400 || isOfAnother(body), body).toBe(true)
    refused.forEach(note)
  }

  expect(refusals).toHaveLength(MODES.length * EFFECTS.length + inputs.length)
  expect(new Set(refusals).size).toBe(1)
  expect(refusals[0]).toContain('"code":"read-only"')
  expect(world.calls(target)).toEqual([])
})

test('whoever may only read gets in by every door that reads', async ({ world, consoleWith }) => {
  const server = await consoleWith({ CONSOLE_READ_ONLY: 'true' })
  const target = world.addFunction('checkout')
  world.addUrl(target)
  // Next's own page for what failed answers that it failed.
  for (const [route, door] of doors.filter(([each]) => each !== '/_global-error')) {
    const { status, body } = await knock(server.port, door, addressOf(route, target.name))
    expect(status, route).toBeLessThan(500)
    expect(body, route).not.toContain('"code":"read-only"')
  }
  expect(world.calls(target).map(({ operation }) => operation)).toContain('GetFunctionUrlConfig')
})
