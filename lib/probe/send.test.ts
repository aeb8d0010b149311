import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ask, permitFor, permitForEverything } from '@/lib/auth/fixtures/ask'
import {
  ACCOUNT,
  type AwsWorld,
  contextFor,
  OTHER_ACCOUNT,
  REGION,
  startAwsWorld,
} from '@/lib/aws/fixtures/aws-world'
import { listChanges } from '@/lib/changes/read'
import { FailureError } from '@/lib/failures/result'
import { verifyJournal } from '@/lib/journal/journal'
import { listStories } from '@/lib/journal/stories'
import type { ProbeEvent } from '@/lib/probe/event'
import { systemWire } from '@/lib/probe/open-exchange'
import { type ProbeRequest, sendingOperation } from '@/lib/probe/request'
import { type ProbeInput, probeInputSchema } from '@/lib/probe/schema'
import { sendOver, sendRequest } from '@/lib/probe/send'
import { SENDING_STREAM } from '@/lib/probe/sending-events'
import { forgetSingletons } from '@/lib/process/singleton'
import { addFunction, addFunctionUrl, type NewFunctionUrl, regionOf } from '@/lib/sandbox/build'
import type { FunctionBehaviour, FunctionState } from '@/lib/sandbox/state'

let world: AwsWorld

beforeEach(async () => {
  world = await startAwsWorld()
  process.env.CONSOLE_FUNCTION_URL_HOST = `*.lambda-url.<region>.localhost:${world.sandbox.port}`
  forgetSingletons()
})

afterEach(() => world.close())

interface Place extends NewFunctionUrl {
  behaviour?: FunctionBehaviour
  account?: string
}

/** A function URL that anybody of its account may call, and everybody when it asks for no signature. */
function makeUrl({ behaviour = { kind: 'echo' }, account = ACCOUNT, ...url }: Place = {}): FunctionState {
  const owner = account === ACCOUNT ? world.account : world.other
  owner.hasTwoPermissionException = false
  const fn = addFunction(regionOf(owner, REGION), { name: 'orders', behaviour })
  addFunctionUrl(world.state, fn, url)
  const Action = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']
  if (url.authType !== 'AWS_IAM')
    fn.policies.set('$LATEST', {
      revisionId: '1',
      statements: [{ Effect: 'Allow', Principal: '*', Action, Resource: fn.arn }],
    })
  return fn
}

function inputOf(request: Partial<ProbeRequest> = {}, account = ACCOUNT): ProbeInput {
  const plain: ProbeRequest = {
    method: 'GET',
    path: '/',
    query: [],
    headers: [],
    body: '',
    mode: 'unsigned',
    origin: '',
  }
  return probeInputSchema.parse({
    account,
    region: REGION,
    functionName: 'orders',
    qualifier: '$LATEST',
    ...plain,
    ...request,
  })
}

function begin(
  request: Partial<ProbeRequest> = {},
  account = ACCOUNT,
  signal = new AbortController().signal,
) {
  return ask(sendRequest, inputOf(request, account), contextFor({ signal }))
}

async function exchange(request: Partial<ProbeRequest> = {}, account = ACCOUNT) {
  const events: ProbeEvent[] = []
  for await (const event of await begin(request, account)) events.push(event)
  const body = Buffer.concat(
    events.map((event) => (event.kind === 'chunk' ? Buffer.from(event.base64, 'base64') : Buffer.alloc(0))),
  )
  const [head] = events
  const end = events.at(-1)
  if (head?.kind !== 'head' || end?.kind !== 'end') throw new Error('No whole reply.')
  return { head, end, body: body.toString(), chunks: events.length - 2 }
}

const failureCode = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof FailureError ? error.failure.code : String(error)),
  )

const seen = () => world.sandbox.ledger.read({ operation: 'InvokeFunctionUrl' })

describe('an unsigned request', () => {
  test('arrives as it was written', async () => {
    makeUrl()
    const { head, end, body } = await exchange({
      method: 'POST',
      path: '/a b/ü/%2F',
      query: [
        { name: 'q', value: 'x & y' },
        { name: 'q', value: '+' },
      ],
      headers: [{ name: 'X-Own', value: 'kept' }],
      body: '{"größe":1}',
    })
    expect([head.status, end.end]).toEqual([200, 'complete'])
    expect(head.url).toMatch(
      /^http:\/\/[a-z0-9]{32}\.lambda-url\.\S+\/a%20b\/%C3%BC\/%2F\?q=x%20%26%20y&q=%2B$/,
    )
    expect(JSON.parse(body)).toMatchObject({ method: 'POST', args: { q: 'x & y,+' } })
    expect(seen()).toMatchObject([
      {
        principalArn: '',
        parameters: { path: '/a%20b/%C3%BC/%2F', body: '{"größe":1}', headers: { 'x-own': 'kept' } },
      },
    ])
  })

  test('shows repeated header lines as they came', async () => {
    const value = { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '' }
    makeUrl({ behaviour: { kind: 'returns', value }, cors: { AllowOrigins: ['https://a.example'] } })
    const { head } = await exchange({ mode: 'browser', origin: 'https://a.example' })
    const origins = head.headers.filter(([name]) => name.toLowerCase() === 'access-control-allow-origin')
    expect(origins.map(([, text]) => text)).toEqual(['*', 'https://a.example'])
  })
})

describe('a signed request', () => {
  const awkward: Partial<ProbeRequest>[] = [
    {},
    { path: '/a b/ü/%2F/(x)*!' },
    { path: '/%41/a+b/' },
    {
      query: [
        { name: 'b', value: '2' },
        { name: 'a', value: "~!*'()" },
        { name: 'a', value: '+ /=&' },
      ],
    },
    {
      query: [
        { name: 'constructor', value: 'x' },
        { name: 'a', value: '' },
      ],
    },
    {
      headers: [
        { name: 'X-Own', value: 'a  b' },
        { name: 'Content-Type', value: 'application/json' },
      ],
    },
    { method: 'PUT', body: '{"größe":"€ 🙂\\n"}' },
    { method: 'DELETE' },
    { method: 'POST' },
  ]

  test.each(awkward)('is accepted: %j', async (request) => {
    makeUrl({ authType: 'AWS_IAM' })
    const { head } = await exchange({ ...request, mode: 'signed' })
    expect(head.status).toBe(200)
    expect(seen()).toMatchObject([{ principalArn: world.principal.arn }])
  })

  test('is signed by the role of the account that the URL belongs to', async () => {
    makeUrl({ authType: 'AWS_IAM', account: OTHER_ACCOUNT })
    const { head } = await exchange({ mode: 'signed' }, OTHER_ACCOUNT)
    expect(head.status).toBe(200)
    expect(seen()[0]?.principalArn).toMatch(
      new RegExp(`^arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/console/`),
    )
  })

  test('never shows its signature or session token, even where the function answers them', async () => {
    makeUrl({ authType: 'AWS_IAM', account: OTHER_ACCOUNT })
    const { head, body } = await exchange({ mode: 'signed' }, OTHER_ACCOUNT)
    expect(Object.fromEntries(head.sent)).toMatchObject({ authorization: null, 'x-amz-security-token': null })
    const tokens = [...world.state.credentials.values()].flatMap(({ sessionToken }) => sessionToken ?? [])
    expect(tokens.length).toBeGreaterThan(0)
    for (const token of tokens) expect(`${JSON.stringify(head)}${body}`).not.toContain(token)
    expect(JSON.parse(body).headers['x-amz-security-token']).toMatch(/^\*+$/)
  })

  test.each(['NONE', 'AWS_IAM'] as const)(
    'shows no signature that a function of a %s URL repeats',
    async (authType) => {
      makeUrl({ authType, account: OTHER_ACCOUNT })
      const { body } = await exchange({ mode: 'signed' }, OTHER_ACCOUNT)
      expect(JSON.parse(body).headers.authorization).toMatch(/^AWS4-HMAC-SHA256 .*Signature=\*{64}$/)
    },
  )

  test('is not made for an account that the console does not know', async () => {
    expect(await failureCode(begin({ mode: 'signed' }, '999999999999'))).toBe('unknown-target')
    expect(seen()).toEqual([])
  })

  test('is refused unsigned', async () => {
    makeUrl({ authType: 'AWS_IAM' })
    expect((await exchange()).head.status).toBe(403)
  })
})

describe('the reply', () => {
  test('comes chunk by chunk, and stops when nobody listens any more', async () => {
    const chunks = ['one ', 'two ', 'three']
    makeUrl({ behaviour: { kind: 'streams', chunks, gapMs: 3_600_000 }, invokeMode: 'RESPONSE_STREAM' })
    const left = new AbortController()
    const events = (await begin({}, ACCOUNT, left.signal))[Symbol.asyncIterator]()
    expect((await events.next()).value).toMatchObject({ kind: 'head', isStreamed: true })
    const { value: chunk } = await events.next()
    expect(chunk).toMatchObject({ kind: 'chunk', base64: Buffer.from('one ').toString('base64') })
    left.abort()
    expect((await events.next()).value).toMatchObject({ kind: 'end', bytes: 4 })
  })

  test('is cut at 1 MiB', async () => {
    const body = 'x'.repeat(1024 * 1024 + 1)
    makeUrl({ behaviour: { kind: 'returns', value: { statusCode: 200, body } } })
    const { end } = await exchange()
    expect(end).toMatchObject({ end: 'too-large', bytes: 1024 * 1024 })
  })

  test.each([
    ['101', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\nnot http'],
    ['101 without a protocol', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
  ])('%s has a head and ends', async (_title, head) => {
    makeUrl()
    const server = createServer((socket) =>
      socket.on('error', () => undefined).on('data', () => socket.write(head)),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const input = inputOf()
    const permit = permitFor(sendingOperation(input), input)
    const wire = { ...systemWire, dial: () => connect(port, '127.0.0.1') }
    const events: ProbeEvent[] = []
    for await (const event of await sendOver({ permit, input }, wire)) events.push(event)
    server.close()
    expect(events).toMatchObject([
      { kind: 'head', status: 101, statusText: 'Switching Protocols' },
      { kind: 'end', end: 'complete', bytes: 0 },
    ])
  })

  test('that never comes is a failure with a name', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      makeUrl({ behaviour: { kind: 'slow', delayMs: 3_600_000, value: '' } })
      const code = failureCode(begin())
      // The sandbox answers AWS's calls without any timer; then only the console's own limit is left to run.
      await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(1))
      await vi.advanceTimersByTimeAsync(15_001)
      expect(await code).toBe('timed-out')
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('in read-only mode', () => {
  beforeEach(() => {
    process.env.CONSOLE_READ_ONLY = 'true'
    forgetSingletons()
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    '%s is refused before anything is sent',
    async (method) => {
      makeUrl()
      expect(await failureCode(begin({ method }))).toBe('read-only')
      expect(world.sandbox.ledger.read()).toEqual([])
    },
  )

  test.each<Partial<ProbeRequest>>([
    { headers: [{ name: 'X-HTTP-Method-Override', value: 'DELETE' }] },
    { headers: [{ name: 'x-http-method', value: 'delete' }] },
    { headers: [{ name: 'X-Method-Override', value: 'GET, PATCH' }] },
    { method: 'OPTIONS', headers: [{ name: 'X-HTTP-Method-Override', value: 'MERGE' }] },
    { query: [{ name: '_method', value: 'DELETE' }] },
    { query: [{ name: 'X-HTTP-Method-Override', value: 'PUT' }] },
  ])('what stands for another method is refused: %j', async (request) => {
    makeUrl()
    expect(await failureCode(begin(request))).toBe('read-only')
    expect(world.sandbox.ledger.read()).toEqual([])
  })

  test('what stands for GET is sent', async () => {
    makeUrl()
    const headers = [{ name: 'X-HTTP-Method-Override', value: 'get' }]
    expect((await exchange({ headers })).head.status).toBe(200)
  })

  test.each(['GET', 'HEAD', 'OPTIONS'] as const)('%s is sent', async (method) => {
    makeUrl()
    expect((await exchange({ method })).head.status).toBe(200)
  })
})

test('every sending is in the log, without a value of the request', async () => {
  makeUrl()
  const written: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  await exchange({
    method: 'DELETE',
    path: '/private',
    headers: [{ name: 'Cookie', value: 'private' }],
    body: 'private',
  })
  spy.mockRestore()
  const line = written.find((text) => text.includes('"request-sent"')) ?? ''
  expect(JSON.parse(line)).toMatchObject({
    method: 'DELETE',
    functionName: 'orders',
    status: 200,
    mode: 'unsigned',
  })
  expect(written.join('')).not.toContain('private')
})

test('where there is no function URL, nothing is sent', async () => {
  addFunction(world.region, { name: 'orders' })
  expect(await failureCode(begin())).toBe('not-found')
  expect(seen()).toEqual([])
})

describe('the record', () => {
  const recorded = async () => {
    const all = permitForEverything()
    const stories = await listStories(all, SENDING_STREAM, { limit: 100 })
    return stories.map((story) => ('records' in story ? story.records.map(({ event }) => event) : []))
  }

  test.each(['unsigned', 'signed', 'browser'] as const)(
    'has a %s request that may have an effect, before it is sent, and its end; no values',
    async (mode) => {
      makeUrl({ authType: mode === 'signed' ? 'AWS_IAM' : 'NONE' })
      const origin = 'https://a.example'
      const secret = { headers: [{ name: 'X-Own', value: 'not-in-the-record' }], path: '/not-in-the-record' }
      const { head } = await exchange({ method: 'POST', mode, origin, body: 'not-in-the-record', ...secret })
      const stories = await recorded()
      expect(stories).toEqual([
        [
          { type: 'sending', method: 'POST', mode },
          { type: 'sending-ended', status: head.status },
        ],
      ])
      expect(JSON.stringify(stories)).not.toContain('not-in-the-record')
      expect(await verifyJournal()).toMatchObject({ ok: true })
    },
  )

  test('has why there was no answer', async () => {
    makeUrl({ behaviour: { kind: 'slow', delayMs: 3_600_000, value: '' } })
    const leaving = new AbortController()
    const code = failureCode(begin({ method: 'DELETE' }, ACCOUNT, leaving.signal))
    await vi.waitFor(async () => expect((await recorded()).flat()).toHaveLength(1))
    leaving.abort()
    expect(await code).toBe('aborted')
    expect((await recorded()).flat().at(-1)).toEqual({ type: 'sending-ended', failure: 'aborted' })
  })

  test('is not about GET, HEAD and OPTIONS, and a list of changes does not see it', async () => {
    makeUrl()
    for (const method of ['GET', 'HEAD', 'OPTIONS'] as const) await exchange({ method })
    expect(await recorded()).toEqual([])
    await exchange({ query: [{ name: '_method', value: 'DELETE' }] })
    expect((await recorded()).flat()).toHaveLength(2)
    await exchange({ method: 'POST' })
    expect(await ask(listChanges, {})).toEqual({ changes: [], next: undefined })
  })

  test('that cannot be written keeps the request from being sent', async () => {
    makeUrl()
    process.env.CONSOLE_DATABASE = '/dev/null/console.db'
    forgetSingletons()
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const)
      expect(await failureCode(begin({ method }))).toBe('record-unavailable')
    expect(seen()).toEqual([])
    expect((await exchange({ method: 'GET' })).head.status).toBe(200)
  })
})

describe('a person', () => {
  test('has a few requests under way at once, and gets the places back', async () => {
    const fn = makeUrl({ behaviour: { kind: 'slow', delayMs: 3_600_000, value: '' } })
    const leaving = new AbortController()
    const waiting = Array.from({ length: 6 }, () => failureCode(begin({}, ACCOUNT, leaving.signal)))
    expect(await failureCode(begin())).toBe('sending-limit')
    leaving.abort()
    expect(await Promise.all(waiting)).toEqual(Array(6).fill('aborted'))
    fn.behaviour = { kind: 'echo' }
    for (let i = 0; i < 10; i++) expect((await exchange()).head.status).toBe(200)
  })

  test('who leaves while a reply is read gives the place back', async () => {
    const chunks = ['one ', 'two']
    makeUrl({ behaviour: { kind: 'streams', chunks, gapMs: 3_600_000 }, invokeMode: 'RESPONSE_STREAM' })
    for (let i = 0; i < 10; i++) {
      const left = new AbortController()
      const events = (await begin({}, ACCOUNT, left.signal))[Symbol.asyncIterator]()
      expect((await events.next()).value).toMatchObject({ kind: 'head' })
      left.abort()
    }
  })
})
