import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PROBE_LIMITS } from '@/lib/probe/limits'
import { createState } from '@/lib/sandbox/build'
import { seedCanaries } from '@/lib/sandbox/seed/canaries'
import { SEED_SECRET_ACCESS_KEY } from '@/lib/sandbox/seed/company'
import { seedCompany } from '@/lib/sandbox/seed/seed-company'
import { seedConnection } from '@/lib/sandbox/seed/seed-connection'
import { startSandbox } from '@/lib/sandbox/server'
import type { FunctionState } from '@/lib/sandbox/state'
import { STANDALONE } from '@/lib/start/project-root'
import { builtActionIds, pageOfAction } from './fixtures/built-actions'
import { type ConsoleProcess, startConsole } from './fixtures/console-process'
import { handMadeActions } from './fixtures/hand-made-actions'
import { type RawAnswer, type RawRequest, rawRequest } from './fixtures/raw-request'
import { expect, test } from './fixtures/test'
import type { TestAccount } from './fixtures/test-account'
import { addressIn } from './fixtures/writing'
import { promise } from './promises/promise'

/** So many requests are under way at a time. */
const AT_ONCE = 8

test.describe.configure({ mode: 'serial' })

let company: TestAccount
let server: ConsoleProcess & { dispose(): Promise<void> }
let answers = 0
const leaks: string[] = []

test.beforeAll(async () => {
  const state = createState()
  seedCompany(state, Date.now())
  const sandbox = await startSandbox({ state, throttle: false })
  company = { sandbox, connection: seedConnection(sandbox.port) }
  server = await startConsole(company)
})

test.afterAll(async () => {
  await server.dispose()
  await company.sandbox.close()
})

test('no answer of the API about any function of the company holds a secret', async () => {
  test.setTimeout(240_000)
  const functions = everyFunction()
  expect(functions.length).toBeGreaterThan(150)
  expect(seedCanaries.length).toBeGreaterThanOrEqual(2 * functions.length)
  // Those without a URL are much alike: the lists have all of them, single answers every third.
  const looked = functions.filter(({ urls }, index) => urls.size > 0 || index % 3 === 0)
  const paths = looked.flatMap(({ account, region, name, aliases, urls }) => {
    const home = `/api/functions/${account}/${region}/${name}`
    const qualifiers = new Set(urls.size === 0 ? [] : ['$LATEST', ...aliases.keys(), ...urls.keys()])
    const ofUrls = [...urls.keys()].map((qualifier) => `${home}/urls/${qualifier}`)
    return [
      home,
      ...(urls.size > 0 ? [`${home}/urls`] : []),
      ...[...qualifiers].map((qualifier) => `${home}/policies/${qualifier}`),
      ...ofUrls.flatMap((url) => [url, `${url}/traffic`, `${url}/invocation-facts`]),
    ]
  })
  const targets = new Set(
    functions.map(({ account, region }) => `/api/functions?account=${account}&region=${region}`),
  )
  const all = [
    '/api/health',
    '/api/connection',
    '/api/changes',
    ...targets,
    ...batchesOf(functions),
    ...paths,
  ]
  await inGroups(all, AT_ONCE, async (path) => {
    const answer = await ask({ path })
    expect(answer.status, path).toBeLessThan(500)
  })
  expect(answers).toBe(all.length)
  expect(leaks).toEqual([])
  // The secrets were there to leak: the functions have them, and the console was told of them by ListFunctions.
  expect(
    functions.every(({ environment }) =>
      Object.values(environment ?? {}).some((value) => seedCanaries.includes(value)),
    ),
  ).toBe(true)
})

test('no page of the company holds a secret', async () => {
  test.setTimeout(240_000)
  answers = 0
  const withUrls = everyFunction().filter(({ urls }) => urls.size > 0)
  const pages = withUrls.flatMap(({ account, region, name, urls }) => {
    const home = `/functions/${account}/${region}/${name}`
    const [qualifier = '$LATEST'] = urls.keys()
    const url = `${home}/urls/${qualifier}`
    return [home, url, `${url}/access`]
  })
  const [first] = withUrls
  const home = `/functions/${first?.account}/${first?.region}/${first?.name}`
  const all = [
    '/',
    '/functions',
    '/functions?q=api',
    '/functions/create',
    '/activity',
    '/failures',
    '/no-such-page',
    `${home}/urls/$LATEST/cors`,
    `${home}/urls/$LATEST/edit`,
    `${home}/urls/$LATEST/try`,
    `${home}/urls/$LATEST/code`,
    `${home}/urls/$LATEST/activity`,
    `${home}/urls/nobody`,
    `${home}-nobody`,
    ...pages,
  ]
  await inGroups(all, AT_ONCE, async (path) => {
    const answer = await ask({ path })
    expect(answer.status, path).toBeLessThan(500)
  })
  expect(answers).toBe(all.length)
  expect(leaks).toEqual([])
})

test('no answer of a server action holds a secret, also where it fails', async () => {
  const [target] = everyFunction().filter(({ urls }) => urls.has('$LATEST'))
  if (!target) throw new Error('The company has no function URL.')
  const { account, region, name: functionName } = target
  const identity = { account, region, functionName, qualifier: '$LATEST' }
  const { sendToAll } = handMadeActions(server.port)
  for (const request of [
    { kind: 'update', identity, AuthType: 'AWS_IAM' },
    { kind: 'delete', identity },
    { kind: 'delete', identity: { ...identity, functionName: 'nobody' } },
    { kind: 'delete', identity: { ...identity, account: '999999999999' } },
    {},
  ])
    for (const answer of await sendToAll(request)) search(answer, JSON.stringify(request))
  expect(leaks).toEqual([])
})

test('no reply of a function URL holds a secret of the console, signed or not', async () => {
  answers = 0
  const targets = everyFunction().flatMap((target) =>
    // Those that answer what they were sent, in every account, and a few of the others.
    [...target.urls.keys()].slice(0, 1).map((qualifier) => ({ target, qualifier })),
  )
  const looked = targets.filter((_, index) => index % 4 === 0)
  const sent = looked.flatMap(({ target, qualifier }) =>
    ['unsigned', 'signed'].map((mode) => ({ path: `/api${addressIn(target, qualifier)}/send`, mode })),
  )
  const host = `localhost:${server.port}`
  const headers = { Host: host, Origin: `http://${host}`, 'Content-Type': 'application/json' }
  await inGroups(sent, PROBE_LIMITS.atOnce, async ({ path, mode }) => {
    const body = JSON.stringify({
      method: 'GET',
      path: '/',
      query: [],
      headers: [],
      body: '',
      mode,
      origin: '',
    })
    const answer = await ask({ method: 'POST', path, headers, body })
    expect(answer.status, `${path} ${answer.body}`).toBe(200)
    const chunks = [...answer.body.matchAll(/"base64":"([^"]*)"/g)].map(([, text = '']) =>
      Buffer.from(text, 'base64'),
    )
    search({ ...answer, body: Buffer.concat(chunks).toString() }, `what ${path} replied`)
  })
  expect(answers).toBe(sent.length)
  expect(leaks).toEqual([])
})

test('neither the log nor the scripts for the browser hold a secret', () => {
  const log = server.log()
  expect(log).toContain('"operation":"GetFunctionConfiguration"')
  expect(secretsIn(log)).toEqual([])
  const folder = path.join(STANDALONE, '.next/static')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(js|css|json)$/.test(file),
  )
  expect(files.length).toBeGreaterThan(5)
  for (const file of files) expect(secretsIn(readFileSync(path.join(folder, file), 'utf8')), file).toEqual([])
  promise('S8', { answersSearched: answers, filesOfScripts: files.length, leaks: 0 })
})

test('every kind of answer carries the headers that keep a browser safe', async () => {
  const host = `localhost:${server.port}`
  const page = await ask({ path: '/functions' })
  const script = /\/_next\/static\/[^"']+\.js/.exec(page.body)?.[0] ?? ''
  const style = /\/_next\/static\/[^"']+\.css/.exec(page.body)?.[0] ?? ''
  const font = /\/_next\/static\/media\/[^"')]+\.woff2/.exec((await ask({ path: style })).body)?.[0]
  // Next answers with the address at which it keeps this apart from the page itself.
  const moved = await ask({ path: '/activity', headers: { Host: host, RSC: '1' } })
  const { pathname, search: query } = new URL(moved.headers.location ?? '', server.url)
  const navigation = `${pathname}${query}`
  const [id = ''] = builtActionIds()
  const action = { 'Content-Type': 'text/plain;charset=UTF-8', 'Next-Action': id, Origin: `http://${host}` }
  const kinds: [string, number, RawRequest][] = [
    ['a redirect', 307, { path: '/activity', headers: { Host: host, RSC: '1' } }],
    ['a page', 200, { path: '/functions' }],
    [
      'what a page reads when it is navigated to',
      200,
      { path: navigation, headers: { Host: host, RSC: '1' } },
    ],
    ['JSON', 200, { path: '/api/connection' }],
    ['JSON that says 404', 404, { path: '/api/changes/0198a4c2-5f0e-4d3a-9b57-3f6b1c2d4e5f' }],
    ['JSON that says 400', 400, { path: '/api/functions' }],
    ['a script', 200, { path: script }],
    ['a style sheet', 200, { path: style }],
    ...(font ? [['a font', 200, { path: font }] as [string, number, RawRequest]] : []),
    ['the icon', 200, { path: '/icon.svg' }],
    ['a page that does not exist', 404, { path: '/no-such-page' }],
    ['a file that does not exist', 404, { path: '/_next/static/no-such-file.js' }],
    ['a malformed address', 400, { path: '/functions/%ZZ' }],
    ['another host', 403, { headers: { Host: 'evil.example' } }],
    ['another method', 405, { method: 'PUT' }],
    [
      'a post from nowhere',
      403,
      { method: 'POST', body: '[]', headers: { ...action, Host: host, Origin: 'null' } },
    ],
    [
      'a call of an action',
      200,
      { method: 'POST', path: pageOfAction(id), body: '[{}]', headers: { ...action, Host: host } },
    ],
    [
      'a call of an action that is none',
      400,
      { method: 'POST', path: pageOfAction(id), body: '"$1"', headers: { ...action, Host: host } },
    ],
    [
      'a body that is too large',
      413,
      { method: 'POST', body: 'x'.repeat(1_100_000), headers: { ...action, Host: host } },
    ],
  ]
  for (const [kind, status, request] of kinds) {
    const { status: answered, headers } = await ask(request)
    expect(answered, kind).toBe(status)
    const csp = String(headers['content-security-policy'])
    for (const part of [
      "default-src 'self'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
    ])
      expect(csp, kind).toContain(part)
    expect(csp, kind).not.toMatch(/unsafe-(inline|eval)|https?:|\*/)
    expect(csp, kind).toMatch(/script-src 'nonce-[\w+/=]{20,}' 'strict-dynamic';/)
    expect(headers, kind).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['permissions-policy'], kind).toContain('camera=()')
    expect(headers['x-powered-by'], kind).toBeUndefined()
    expect(headers['set-cookie'], kind).toBeUndefined()
    if (status === 200 && /page|JSON|action/.test(kind))
      expect(headers['cache-control'], kind).toMatch(/no-store/)
  }
  expect(leaks).toEqual([])
  promise('S4', { kindsOfAnswers: kinds.length })
})

test('no nonce is given twice', async () => {
  const nonces = new Set<string>()
  for (let count = 0; count < 50; count++) {
    const { headers } = await ask({ path: '/api/health' })
    nonces.add(/'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? '')
  }
  expect(nonces.size).toBe(50)
})

/** The addresses by which the list reads the URLs of 25 functions at a time. */
function batchesOf(functions: readonly FunctionState[]): string[] {
  const identities = functions.map(({ account, region, name }) => `identity=${account}/${region}/${name}`)
  const starts = identities.map((_, index) => index).filter((index) => index % 25 === 0)
  return starts.map((start) => `/api/function-urls?${identities.slice(start, start + 25).join('&')}`)
}

function everyFunction(): FunctionState[] {
  return [...company.sandbox.state.accounts.values()].flatMap(({ regions }) =>
    [...regions.values()].flatMap(({ functions }) => [...functions.values()]),
  )
}

/** Asks the console and searches the whole answer. */
async function ask(request: RawRequest): Promise<RawAnswer> {
  const headers = { Host: `localhost:${server.port}`, ...request.headers }
  const answer = await rawRequest(server.port, { ...request, headers })
  answers++
  search(answer, request.path ?? '/')
  return answer
}

function search({ headers, body }: RawAnswer, asked: string): void {
  for (const secret of secretsIn(`${JSON.stringify(headers)}\n${body}`)) leaks.push(`${secret} in ${asked}`)
}

/** The canaries of the functions, the console's own keys and those of the roles that it assumed meanwhile. */
function secretsIn(text: string): string[] {
  const keys = [...company.sandbox.state.credentials.values()].flatMap(
    ({ secretAccessKey, sessionToken }) => [secretAccessKey, sessionToken ?? ''],
  )
  const secrets = [SEED_SECRET_ACCESS_KEY, ...keys].filter((secret) => secret !== '')
  const found = secrets.filter((secret) => text.includes(secret))
  return text.includes('CANARY-')
    ? [...found, ...seedCanaries.filter((canary) => text.includes(canary)), 'CANARY-']
    : found
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
