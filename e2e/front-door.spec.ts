import { builtActionIds, isOnEveryPage, pageOfAction } from './fixtures/built-actions'
import { startForeignSite } from './fixtures/foreign-site'
import { rawRequest } from './fixtures/raw-request'
import { openFiles, rawTalk, requestText } from './fixtures/raw-socket'
import { settledCalls } from './fixtures/settled-calls'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, REGION } from './fixtures/test-account'

/** Each form is sent so often; a leak of one socket in ten would show. */
const UPGRADES = 200
const WEB_SOCKETS = 30
const WEB_SOCKET = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AA==',
]
const SECURITY_HEADERS = [
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'cross-origin-resource-policy',
]

const host = (port: number) => `Host: localhost:${port}`

test.describe('an upgrade is refused and its socket is gone at once:', () => {
  const forms: [string, (port: number) => string][] = [
    ['a foreign Host', () => requestText('GET / HTTP/1.1', 'Host: evil.example', ...WEB_SOCKET)],
    [
      'another site',
      (port) => requestText('GET /x HTTP/1.1', host(port), 'Sec-Fetch-Site: cross-site', ...WEB_SOCKET),
    ],
    ['a slash at the end', (port) => requestText('GET /x/ HTTP/1.1', host(port), ...WEB_SOCKET)],
    ['a broken percent sign', (port) => requestText('GET /% HTTP/1.1', host(port), ...WEB_SOCKET)],
    ['the console itself', (port) => requestText('GET /functions HTTP/1.1', host(port), ...WEB_SOCKET)],
    ['Next’s own path', (port) => requestText('GET /_next/hmr HTTP/1.1', host(port), ...WEB_SOCKET)],
    [
      'HTTP/2',
      (port) =>
        requestText(
          'GET / HTTP/1.1',
          host(port),
          'Connection: Upgrade, HTTP2-Settings',
          'Upgrade: h2c',
          'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA',
        ),
    ],
    ['a POST', (port) => requestText('POST / HTTP/1.1', host(port), 'Content-Length: 5', ...WEB_SOCKET)],
    ['CONNECT', (port) => requestText('CONNECT evil.example:443 HTTP/1.1', host(port))],
  ]
  for (const [title, form] of forms)
    test(`${title}, ${UPGRADES} times`, async ({ server }) => {
      // Before counting: what the first request opens stays open.
      await rawTalk(server.port, form(server.port))
      const before = openFiles(server.pid())
      const talks = await Promise.all(
        Array.from({ length: UPGRADES }, () => rawTalk(server.port, form(server.port))),
      )
      for (const { status, text } of talks) {
        expect(status).toBeGreaterThanOrEqual(400)
        expectSecurityHeaders(text)
        expect(text.toLowerCase()).toContain('connection: close')
      }
      await expect.poll(() => openFiles(server.pid())).toBeLessThanOrEqual(before)
    })
})

test.describe('what Next would answer by itself is refused with the headers of every answer:', () => {
  const forms: [string, (port: number) => string, number][] = [
    ['a path that reads as a host', (port) => requestText('GET //evil.example/ HTTP/1.1', host(port)), 400],
    ['an address', (port) => requestText('GET http://evil.example/functions HTTP/1.1', host(port)), 400],
    ['our own address', (port) => requestText(`GET http://localhost:${port}/ HTTP/1.1`, host(port)), 400],
    ['a backslash', (port) => requestText('GET /\\evil.example HTTP/1.1', host(port)), 400],
    ['GET *', (port) => requestText('GET * HTTP/1.1', host(port)), 400],
    ['OPTIONS *', (port) => requestText('OPTIONS * HTTP/1.1', host(port)), 400],
    ['TRACE', (port) => requestText('TRACE / HTTP/1.1', host(port)), 405],
    [
      'an image',
      (port) => requestText('GET /_next/image?url=%2Ficon.svg&w=64&q=75 HTTP/1.1', host(port)),
      404,
    ],
    [
      'data of a page',
      (port) =>
        requestText('GET /_next/data/x/functions.json HTTP/1.1', host(port), 'RSC: 1', 'x-nextjs-data: 1'),
      404,
    ],
    ['two Hosts', (port) => requestText('GET / HTTP/1.1', host(port), 'Host: evil.example'), 400],
    [
      'two Hosts, the foreign one first',
      (port) => requestText('GET / HTTP/1.1', 'Host: evil.example', host(port)),
      400,
    ],
    ['no Host', () => requestText('GET / HTTP/1.1'), 403],
    ['HTTP/1.0 without Host', () => requestText('GET / HTTP/1.0'), 403],
    ['no HTTP', () => 'hello\r\n\r\n', 400],
    ['HTTP/2 unasked', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    [
      'headers of 40 KB',
      (port) => requestText('GET / HTTP/1.1', host(port), `X-A: ${'a'.repeat(40_000)}`),
      431,
    ],
    ['another expectation', (port) => requestText('GET / HTTP/1.1', host(port), 'Expect: cake'), 417],
    [
      'a length and chunks',
      (port) => requestText('POST / HTTP/1.1', host(port), 'Content-Length: 1', 'Transfer-Encoding: chunked'),
      400,
    ],
    [
      'a GET with a body',
      (port) => requestText('GET /functions HTTP/1.1', host(port), 'Content-Length: 5'),
      400,
    ],
    [
      'loaded ahead',
      (port) =>
        requestText('GET /functions HTTP/1.1', host(port), 'Sec-Fetch-Site: none', 'Sec-Purpose: prefetch'),
      403,
    ],
    [
      'gone to what scripts read',
      (port) =>
        requestText(
          'GET /api/functions HTTP/1.1',
          host(port),
          'Sec-Fetch-Site: none',
          'Sec-Fetch-Mode: navigate',
        ),
      403,
    ],
  ]
  for (const [title, form, status] of forms)
    test(title, async ({ server, account }) => {
      const before = await settledCalls(account)
      const talk = await rawTalk(server.port, form(server.port))
      expect(talk.status).toBe(status)
      expectSecurityHeaders(talk.text)
      expect(talk.text).not.toMatch(/^location:/im)
      expect(account.sandbox.ledger.read()).toHaveLength(before)
    })
})

test.describe('a body is judged before it is read:', () => {
  const TEN_MEGABYTES = 10 * 1024 * 1024

  test('10 MB for a foreign Host are answered before they are sent', async ({ server }) => {
    const head = requestText('POST / HTTP/1.1', 'Host: evil.example', `Content-Length: ${TEN_MEGABYTES}`)
    const { status, milliseconds } = await rawTalk(server.port, head)
    expect(status).toBe(403)
    expect(milliseconds).toBeLessThan(5_000)
  })

  test('who asks first whether to send is told no', async ({ server }) => {
    const head = requestText(
      'POST / HTTP/1.1',
      'Host: evil.example',
      'Content-Length: 9',
      'Expect: 100-continue',
    )
    expect((await rawTalk(server.port, head)).status).toBe(403)
  })

  test('one that drips in for ever is ended', async ({ server }) => {
    const [id = ''] = builtActionIds()
    const head = requestText(
      `POST ${pageOfAction(id)} HTTP/1.1`,
      host(server.port),
      `Origin: http://localhost:${server.port}`,
      'Content-Type: text/plain',
      `Next-Action: ${id}`,
      'Content-Length: 1000',
    )
    const drip = Array.from({ length: 500 }, () => ' ')
    const { status, milliseconds } = await rawTalk(server.port, head, drip)
    expect(status).toBe(408)
    expect(milliseconds).toBeLessThan(30_000)
  })

  test('so are headers', async ({ server }) => {
    const { status, milliseconds } = await rawTalk(
      server.port,
      'GET / HTTP/1.1\r\nX-A: ',
      Array(300).fill('a'),
    )
    expect(status).toBe(408)
    expect(milliseconds).toBeLessThan(20_000)
  })
})

test.describe('a call of an action that is none is refused with 4xx:', () => {
  const urls = `/functions/${HOME_ACCOUNT}/${REGION}/checkout/urls/$LATEST`
  /** Without a path: posted to a page that makes the call. */
  const calls: [string, Record<string, string>, string, string?][] = [
    ['text/plainx', { 'Content-Type': 'text/plainx' }, '[{}]'],
    ['two arguments', {}, '[{},{}]'],
    ['a byte order mark', {}, '\uFEFF[{}]'],
    ['another forwarded host', { 'X-Forwarded-Host': 'evil.example' }, '[{}]'],
    ['the list, which makes none', {}, '[{}]', '/functions'],
    ['a page that is not there', {}, '[{}]', '/no-such-page'],
    ['a handler', {}, '[{}]', '/api/functions'],
    ['a page below one that makes it', {}, '[{}]', `${urls}/nothing`],
    ['an id that no build has', { 'Next-Action': '0'.repeat(42) }, '[{}]'],
  ]
  for (const [title, headers, body, path] of calls)
    test(title, async ({ server, account }) => {
      const before = await settledCalls(account)
      const ids = builtActionIds().filter((id) => !path || !isOnEveryPage(id))
      expect(ids.length).toBeGreaterThan(20)
      for (const id of ids) {
        const answer = await rawRequest(server.port, {
          method: 'POST',
          path: path ?? pageOfAction(id),
          headers: {
            Host: `localhost:${server.port}`,
            Origin: `http://localhost:${server.port}`,
            'Content-Type': 'text/plain;charset=UTF-8',
            'Next-Action': id,
            ...headers,
          },
          body,
        })
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expect(answer.status).toBeLessThan(500)
      }
      expect(account.sandbox.ledger.read()).toHaveLength(before)
    })
})

test('a site that opens WebSockets in a loop leaves nothing open', async ({ page, server, watch }) => {
  watch.allow(/WebSocket/)
  await page.goto(server.url)
  const before = openFiles(server.pid())
  // Chromium lets a page wait ever longer between failed WebSockets, so they are opened side by side.
  const site = await startForeignSite(`
    const opened = Array.from({ length: ${WEB_SOCKETS} }, () => new Promise((resolve) => {
      new WebSocket('ws://127.0.0.1:${server.port}/x/').onclose = resolve
    }))
    const ended = await Promise.all(opened)
    document.querySelector('main').textContent = ended.length + ' ended'`)
  await page.goto(site.url)
  await expect(page.getByRole('main')).toHaveText(`${WEB_SOCKETS} ended`, { timeout: 40_000 })
  await site.close()
  await expect.poll(() => openFiles(server.pid()), { timeout: 15_000 }).toBeLessThanOrEqual(before)
})

test('a router state that is none is refused, on pages and on actions', async ({ server }) => {
  const [id = ''] = builtActionIds()
  for (const text of ['x', '%', '%5B%22%22%5D', 'null', '['.repeat(9_000)]) {
    const headers = { Host: `localhost:${server.port}`, RSC: '1', 'Next-Router-State-Tree': text }
    const page = await rawRequest(server.port, { path: '/functions', headers })
    const action = await rawRequest(server.port, {
      method: 'POST',
      path: pageOfAction(id),
      headers: {
        ...headers,
        Origin: `http://localhost:${server.port}`,
        'Next-Action': id,
        'Content-Type': 'text/plain;charset=UTF-8',
        'Content-Length': '4',
      },
      body: '[{}]',
    })
    expect([text.slice(0, 9), page.status, action.status]).toEqual([text.slice(0, 9), 400, 400])
  }
  expect(server.log()).not.toContain('router state')
})

test('a site’s speculation rules and links to handlers reach nothing', async ({
  page,
  server,
  account,
  watch,
}) => {
  watch.allow(/Failed to load resource|ERR_/)
  const before = await settledCalls(account)
  const urls = ['/functions', '/api/functions', '/activity'].map((path) => `${server.url}${path}`)
  const site = await startForeignSite(`
    const rules = document.createElement('script')
    rules.type = 'speculationrules'
    const list = { source: 'list', urls: ${JSON.stringify(urls)}, eagerness: 'immediate' }
    rules.textContent = JSON.stringify({ prefetch: [list], prerender: [list] })
    document.head.append(rules)
    for (const href of ${JSON.stringify(urls)}) {
      const link = Object.assign(document.createElement('link'), { rel: 'prefetch', href })
      document.head.append(link)
      await new Promise((resolve) => { link.onload = link.onerror = resolve })
    }
    document.querySelector('main').textContent = 'tried'`)
  await page.goto(site.url)
  await expect(page.getByRole('main')).toHaveText('tried')
  const answer = await page.goto(`${server.url}/api/functions`)
  expect(answer?.status()).toBe(403)
  expect(account.sandbox.ledger.read()).toHaveLength(before)
  await site.close()
})

function expectSecurityHeaders(text: string): void {
  const head = text.slice(0, text.indexOf('\r\n\r\n')).toLowerCase()
  expect(SECURITY_HEADERS.filter((name) => !head.includes(`${name}:`))).toEqual([])
}
