import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { builtActionIds, pageOfAction } from './fixtures/built-actions'
import { HOSTILE_TEXTS } from './fixtures/hostile-payloads'
import { type RawAnswer, rawRequest } from './fixtures/raw-request'
import { settledCalls } from './fixtures/settled-calls'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, REGION } from './fixtures/test-account'
import { addressIn } from './fixtures/writing'
import { promise } from './promises/promise'

/** Payloads for each server action: `HOSTILE_PAYLOADS=2000 npm run test:e2e -- hostile-actions.spec.ts` for more. */
const PAYLOADS = Number(process.env.HOSTILE_PAYLOADS ?? 200)
/** So many are sent at a time, as many tabs would; what they read waits for AWS's pace, or is told that it is too much. */
const AT_ONCE = 8
/** A person's read has to end by then, wherever it waits, in milliseconds: later than that it hangs. */
const LONGEST = 30_000
const WRITES = /^(Create|Update|Delete|Put|Add|Remove|Tag|Publish)/

test.describe('hand-made requests to server actions', () => {
  test(`${PAYLOADS} hostile payloads for each: no effect, no crash, none hangs`, async ({
    server,
    world,
    account,
  }) => {
    test.setTimeout(120_000 + PAYLOADS * builtActionIds().length * 40)
    const target = world.addFunction('checkout')
    world.addAlias(target, 'live')
    world.addUrl(target, { qualifier: 'live' })
    world.addPublicStatements(target, 'live')
    const truth = JSON.stringify([...target.urls, ...target.policies])
    const identity = { account: HOME_ACCOUNT, region: REGION, functionName: target.name, qualifier: 'live' }
    const before = { calls: await settledCalls(account), changes: await changesOf(server.port) }
    const seen = new Tally()
    for (const id of builtActionIds()) {
      const bodies = fc.sample(bodiesNear(identity), { numRuns: PAYLOADS, seed: 2 })
      await inGroups(bodies, AT_ONCE, async (body) => {
        const startedAt = performance.now()
        const answer = await postAction(server.port, id, body)
        seen.note(answer, performance.now() - startedAt, body)
      })
    }
    console.log(`hostile payloads: ${seen}`)
    expect(seen.crashes).toEqual([])
    expect(seen.slowest).toBeLessThan(LONGEST)
    const calls = account.sandbox.ledger.read().slice(before.calls)
    expect(calls.filter(({ operation }) => WRITES.test(operation))).toEqual([])
    expect(JSON.stringify([...target.urls, ...target.policies])).toBe(truth)
    expect(await changesOf(server.port)).toBe(before.changes)
    expect(server.log()).not.toMatch(/"event":"surprise"/)
    promise('S2', {
      payloadsForEachAction: PAYLOADS,
      actions: builtActionIds().length,
      effects: 0,
      crashes: 0,
    })
  })

  test('the doorway that sends requests: nothing goes anywhere else, no crash, none hangs', async ({
    server,
    world,
    account,
  }) => {
    test.setTimeout(120_000 + PAYLOADS * 200)
    const target = world.addFunction('orders')
    world.addUrl(target)
    world.addPublicStatements(target)
    const before = await settledCalls(account)
    const seen = new Tally()
    // About half of them are sent, each after a read at AWS's rate.
    const bodies = fc.sample(bodiesNearSending(), { numRuns: Math.ceil(PAYLOADS / 3), seed: 5 })
    await inGroups(bodies, AT_ONCE, async (body) => {
      const startedAt = performance.now()
      const answer = await rawRequest(server.port, {
        method: 'POST',
        path: `/api${addressIn(target)}/send`,
        headers: {
          Host: `localhost:${server.port}`,
          Origin: `http://localhost:${server.port}`,
          'Content-Type': 'application/json',
          'Content-Length': String(Buffer.byteLength(body)),
        },
        body,
      })
      seen.note(answer, performance.now() - startedAt, body)
    })
    console.log(`hostile payloads to the sending doorway: ${seen}`)
    expect(seen.crashes).toEqual([])
    expect(seen.slowest).toBeLessThan(LONGEST)
    const calls = account.sandbox.ledger.read().slice(before)
    const operations = new Set(calls.map(({ operation }) => operation))
    operations.delete('GetCallerIdentity')
    operations.delete('AssumeRole')
    expect([...operations].toSorted()).toEqual(['GetFunctionUrlConfig', 'InvokeFunctionUrl'])
    for (const { functionName } of calls) expect([undefined, target.name]).toContain(functionName)
    expect(server.log()).not.toMatch(/"event":"surprise"/)
  })

  test('what is no call of an action at all is refused', async ({ server, account }) => {
    const before = await settledCalls(account)
    const own = { Host: `localhost:${server.port}`, Origin: `http://localhost:${server.port}` }
    const [id = ''] = builtActionIds()
    const text = 'text/plain;charset=UTF-8'
    const form = 'multipart/form-data; boundary=x'
    const requests: [Record<string, string>, string][] = [
      [{ 'Next-Action': '0'.repeat(id.length), 'Content-Type': text }, '[]'],
      [{ 'Next-Action': '', 'Content-Type': text }, '[]'],
      [{ 'Next-Action': '../../etc', 'Content-Type': text }, '[]'],
      [{ 'Next-Action': 'x'.repeat(5_000), 'Content-Type': text }, '[]'],
      [{ 'Next-Action': id, 'Content-Type': 'application/json' }, '[{}]'],
      [{ 'Next-Action': id }, '[{}]'],
      [{ 'Content-Type': 'application/x-www-form-urlencoded' }, '$ACTION_ID_=1&a=b'],
      [
        { 'Content-Type': form },
        `--x\r\nContent-Disposition: form-data; name="$ACTION_ID_${id}"\r\n\r\n\r\n--x--\r\n`,
      ],
      [
        { 'Content-Type': form },
        '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$@1"]\r\n--x--\r\n',
      ],
      [{ 'Content-Type': form, 'Next-Action': id }, '--x\r\nnothing that ends'],
    ]
    for (const [headers, body] of requests) {
      const answer = await rawRequest(server.port, {
        method: 'POST',
        path: '/functions/create',
        headers: { ...own, ...headers },
        body,
      })
      expect(answer.status, JSON.stringify(headers).slice(0, 200)).toBeLessThan(500)
    }
    for (const path of ['/api/functions', '/api/changes', '/api/health', '/activity', '/']) {
      const answer = await rawRequest(server.port, {
        method: 'POST',
        path,
        headers: { ...own, 'Content-Type': text },
        body: '[]',
      })
      expect(answer.status, path).toBeLessThan(500)
    }
    expect(account.sandbox.ledger.read()).toHaveLength(before)
  })
})

type Identity = Record<'account' | 'region' | 'functionName' | 'qualifier', string>

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -1,
    1e308,
    -0,
    2 ** 53,
    '',
    ' ',
    '*',
    '$',
    [],
    {},
    [[]],
    [null],
    { toString: 1 },
    JSON.parse('{"__proto__":{"polluted":1},"then":1}'),
  ),
  fc.constantFrom(
    '$undefined',
    '$NaN',
    '$Infinity',
    '$-0',
    '$n1e9',
    '$D2026-01-01',
    '$@1',
    '$F1',
    '$K1',
    '$B1',
    '$Q1',
    '$W1',
    '$i1',
    '$T',
    '$1:a:b',
    '$Sx',
    '$Z',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(1_000, 100_000, 900_000).map((length) => 'x'.repeat(length)),
  fc.constantFrom(10, 2_000, 50_000).map((length) => Array.from({ length }, () => 'https://a.example')),
  fc.integer({ min: 2, max: 2_000 }).map(nested),
  fc.jsonValue(),
)

/** Requests that are almost right, and some that are nothing like one, as the bodies that a browser would send. */
function bodiesNear(identity: Identity): fc.Arbitrary<string> {
  const request = fc.constantFrom(...requestsOf(identity))
  const input = fc.oneof(
    request,
    request.map((request) => ({
      changeId: randomUUID(),
      request,
      planHash: 'a'.repeat(64),
      confirmation: `development/${identity.region}/${identity.functionName}:live`,
    })),
  )
  const mutated = fc
    .tuple(input, fc.nat(), hostileValue, fc.boolean())
    .map(([value, at, hostile, isAdded]) =>
      JSON.stringify([isAdded ? { ...value, ...asMember(hostile) } : replaced(value, at, hostile)]),
    )
  const strange = fc.oneof(
    hostileValue.map((value) => JSON.stringify([value])),
    hostileValue.map((value) => JSON.stringify(value)),
    fc.constantFrom(
      '',
      '[',
      '[{}',
      'null',
      '[]',
      '["$@0"]',
      '["$F0"]',
      '[{"a":"$0"}]',
      '\u0000',
      '{"0":{}}',
      '[1e999]',
    ),
    fc.string({ unit: 'binary', maxLength: 200 }),
  )
  return fc.oneof({ weight: 5, arbitrary: mutated }, { weight: 1, arbitrary: strange })
}

/** Requests to be sent that are almost right, and some that are nothing like one. */
function bodiesNearSending(): fc.Arbitrary<string> {
  const request = {
    method: 'POST',
    path: '/orders',
    query: [{ name: 'a', value: 'b' }],
    headers: [{ name: 'x-a', value: 'b' }],
    body: '{}',
    mode: 'browser',
    origin: 'https://shop.example',
  }
  const mutated = fc
    .tuple(fc.nat(), hostileValue, fc.boolean())
    .map(([at, hostile, isAdded]) =>
      JSON.stringify(isAdded ? { ...request, ...asMember(hostile) } : replaced(request, at, hostile)),
    )
  const strange = fc.oneof(
    hostileValue.map((value) => JSON.stringify(value) ?? ''),
    fc.constantFrom('', '{', 'null', '[]', '1e999', '{"a":', '\u0000'),
    fc.string({ unit: 'binary', maxLength: 200 }),
  )
  return fc.oneof({ weight: 5, arbitrary: mutated }, { weight: 1, arbitrary: strange })
}

function requestsOf(identity: Identity): Record<string, unknown>[] {
  const Cors = {
    AllowOrigins: ['https://shop.example'],
    AllowMethods: ['GET'],
    AllowHeaders: ['x-a'],
    ExposeHeaders: ['x-b'],
    AllowCredentials: true,
    MaxAge: 60,
  }
  const permission = {
    StatementId: 'partner',
    Action: 'lambda:InvokeFunctionUrl',
    Principal: '*',
    SourceArn: 'arn:aws:s3:::bucket',
    SourceAccount: HOME_ACCOUNT,
    EventSourceToken: 'token',
    PrincipalOrgID: 'o-a1b2c3d4e5',
    FunctionUrlAuthType: 'NONE',
    InvokedViaFunctionUrl: false,
  }
  return [
    {
      kind: 'create',
      identity,
      AuthType: 'NONE',
      InvokeMode: 'BUFFERED',
      Cors,
      grants: [{ type: 'account', account: HOME_ACCOUNT }],
      recreates: randomUUID(),
    },
    {
      kind: 'update',
      identity,
      AuthType: 'AWS_IAM',
      InvokeMode: 'RESPONSE_STREAM',
      Cors,
      statements: 'follow',
    },
    { kind: 'delete', identity, statements: 'remove' },
    {
      kind: 'grant',
      identity,
      grants: [
        { type: 'everyone' },
        { type: 'role', roleArn: 'arn:aws:iam::111122223333:role/x' },
        { type: 'statement', permission },
      ],
    },
    { kind: 'revoke', identity, statementIds: ['FunctionURLAllowPublicAccess'] },
    { kind: 'finish', identity, changeId: randomUUID() },
    { kind: 'undo', identity, changeId: randomUUID() },
    { kind: 'stop-calls', identity },
    { kind: 'let-calls-in', identity, ReservedConcurrentExecutions: 5 },
  ]
}

const asMember = (hostile: unknown): object =>
  typeof hostile === 'string' ? { [hostile]: hostile } : { Cors: hostile }

/** The value with one of its members, however deep, exchanged. */
function replaced(value: unknown, at: number, hostile: unknown): unknown {
  const paths = pathsOf(value)
  const path = paths[at % paths.length] ?? []
  return at % 17 === 0 ? hostile : withAt(value, path, hostile)
}

function pathsOf(value: unknown): string[][] {
  if (value === null || typeof value !== 'object') return [[]]
  return Object.entries(value).flatMap(([name, member]) => [
    [name],
    ...pathsOf(member).map((rest) => [name, ...rest]),
  ])
}

function withAt(value: unknown, [name, ...rest]: readonly string[], hostile: unknown): unknown {
  if (name === undefined || value === null || typeof value !== 'object') return hostile
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === name ? withAt(each, rest, hostile) : each))
  return { ...value, [name]: withAt((value as Record<string, unknown>)[name], rest, hostile) }
}

function nested(depth: number): unknown {
  let value: unknown = 'deep'
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value }
  return value
}

/** The journal's first page, as the console gives it. */
async function changesOf(port: number): Promise<string> {
  return (await rawRequest(port, { path: '/api/changes', headers: { Host: `localhost:${port}` } })).body
}

function postAction(port: number, id: string, body: string): Promise<RawAnswer> {
  const headers = {
    Host: `localhost:${port}`,
    Origin: `http://localhost:${port}`,
    'Content-Type': 'text/plain;charset=UTF-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'Next-Action': id,
  }
  return rawRequest(port, { method: 'POST', path: pageOfAction(id), headers, body })
}

/** What came back, counted. */
class Tally {
  private readonly counts = new Map<string, number>()
  readonly crashes: string[] = []
  slowest = 0

  note({ status, body }: RawAnswer, milliseconds: number, sent: string): void {
    const code = /"code":"([a-z-]+)"/.exec(body)?.[1] ?? (/"planHash"/.test(body) ? 'planned' : 'other')
    const kind = `${status} ${code}`
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1)
    this.slowest = Math.max(this.slowest, milliseconds)
    if (status >= 500 || code === 'internal') this.crashes.push(`${kind}: ${sent.slice(0, 200)}`)
  }

  toString(): string {
    return `${JSON.stringify(Object.fromEntries(this.counts))}, slowest ${Math.round(this.slowest)} ms`
  }
}

async function inGroups<T>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = [...items]
  const worker = async () => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: size }, worker))
}
