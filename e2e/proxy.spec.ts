import os from 'node:os'
import { chromium } from '@playwright/test'
import { builtActionIds, pageOfAction } from './fixtures/built-actions'
import { startForeignSite } from './fixtures/foreign-site'
import { isOfAnother } from './fixtures/hand-made-actions'
import { type RawRequest, rawRequest } from './fixtures/raw-request'
import { settledCalls } from './fixtures/settled-calls'
import { expect, test } from './fixtures/test'
import { addressIn } from './fixtures/writing'
import { promise } from './promises/promise'

const GET_REQUEST = {
  method: 'GET',
  path: '/',
  query: [],
  headers: [],
  body: '',
  mode: 'unsigned',
  origin: '',
}
/** What a page of the console holds and a refusal does not. */
/** What every page of the console has, and no refusal. */
const SHELL = 'Skip to the page'
const TEN_MEGABYTES = 10 * 1024 * 1024

test.describe('requests made by hand', () => {
  const hosts = [
    'evil.example',
    'localhost',
    'localhost:1',
    'localhost.evil.example',
    '0.0.0.0:PORT',
    '[::ffff:127.0.0.1]:PORT',
    'evil.example:PORT',
    'localhost:PORT@evil.example',
    'localhost.:PORT',
  ]
  for (const host of hosts)
    test(`to Host ${host} are refused, whatever they ask for`, async ({ server }) => {
      const headers = { Host: host.replace('PORT', `${server.port}`) }
      for (const path of ['/', '/functions', '/api/health', '/api/functions', '/icon.svg', '/no-such-page']) {
        const answer = await rawRequest(server.port, { path, headers })
        expect(answer.status, path).toBe(403)
        expect(answer.body).not.toContain(SHELL)
      }
    })

  test('with a slash at the end are judged first, and then led to the page', async ({ server }) => {
    const path = '/functions/?q=a'
    const foreign = await rawRequest(server.port, { path, headers: { Host: 'evil.example' } })
    expect(foreign.status).toBe(403)
    const own = await rawRequest(server.port, { path, headers: { Host: `localhost:${server.port}` } })
    expect(own.status).toBe(308)
    expect(own.headers.location).toMatch(/\/functions\?q=a$/)
    expect(own.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })

  test('to a spoofed forwarded host are judged by their Host', async ({ server }) => {
    const headers = { Host: 'evil.example', 'X-Forwarded-Host': `localhost:${server.port}` }
    expect((await rawRequest(server.port, { path: '/functions', headers })).status).toBe(403)
  })

  const wrongOrigins: [string, Record<string, string>][] = [
    ['no Origin', {}],
    ['a null Origin', { Origin: 'null' }],
    ['a foreign Origin', { Origin: 'http://evil.example' }],
    ['the Origin of another port', { Origin: 'http://localhost:1' }],
    ['an Origin that begins like ours', { Origin: 'http://localhost:PORT.evil.example' }],
    ['our Origin with another scheme', { Origin: 'https://localhost:PORT' }],
    [
      'a cross-site fetch with our Origin',
      { Origin: 'http://localhost:PORT', 'Sec-Fetch-Site': 'cross-site' },
    ],
    [
      'a foreign Origin and a spoofed forwarded host',
      { Origin: 'http://evil.example', 'X-Forwarded-Host': 'evil.example' },
    ],
  ]
  for (const [title, headers] of wrongOrigins)
    test(`that post with ${title} are refused, for every server action`, async ({ server, account }) => {
      const before = await settledCalls(account)
      const ids = builtActionIds()
      expect(ids.length).toBeGreaterThan(0)
      for (const id of ids) {
        const answer = await rawRequest(server.port, posting(server.port, id, headers))
        expect(answer.status).toBe(403)
      }
      expect(account.sandbox.ledger.read()).toHaveLength(before)
      promise('S3', { waysToBeForeign: wrongOrigins.length, actions: ids.length, effects: 0 })
    })

  for (const [title, headers] of wrongOrigins)
    test(`that would send a request with ${title} are refused`, async ({ server, account, world }) => {
      const orders = world.addFunction('orders')
      world.addUrl(orders)
      const before = await settledCalls(account)
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
        const own = Object.entries(headers).map(([name, value]) => [
          name,
          value.replace('PORT', `${server.port}`),
        ])
        const answer = await rawRequest(server.port, {
          method: 'POST',
          path: `/api${addressIn(orders)}/send`,
          headers: { Host: `localhost:${server.port}`, 'Content-Type': type, ...Object.fromEntries(own) },
          body: JSON.stringify(GET_REQUEST),
        })
        expect(answer.status, type).toBe(403)
      }
      expect(account.sandbox.ledger.read()).toHaveLength(before)
    })

  test('that would send a request come through from the console itself, as JSON alone', async ({
    server,
    world,
  }) => {
    const orders = world.addFunction('orders')
    world.addUrl(orders)
    const statuses: number[] = []
    for (const type of [
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
    ]) {
      const answer = await rawRequest(server.port, {
        method: 'POST',
        path: `/api${addressIn(orders)}/send`,
        headers: {
          Host: `localhost:${server.port}`,
          Origin: `http://localhost:${server.port}`,
          'Content-Type': type,
        },
        body: JSON.stringify(GET_REQUEST),
      })
      statuses.push(answer.status)
    }
    expect(statuses).toEqual([200, 400, 400, 400])
    expect(world.calls(orders, 'InvokeFunctionUrl')).toHaveLength(1)
  })

  test('from the console itself come through', async ({ server }) => {
    for (const id of builtActionIds()) {
      const answer = await rawRequest(
        server.port,
        posting(server.port, id, { Origin: 'http://localhost:PORT' }),
      )
      expect(answer.status).toBe(200)
      expect(isOfAnother(answer.body), answer.body).toBe(true)
    }
  })

  for (const path of [
    '/functions/%ZZ',
    '/functions/%',
    '/%E0%A4%A',
    '/functions/%C0%AF',
    '/api/functions/%FF',
  ])
    test(`for the malformed path ${path} are answered 400`, async ({ server }) => {
      const answer = await rawRequest(server.port, { path, headers: { Host: `localhost:${server.port}` } })
      expect(answer.status).toBe(400)
    })

  test('with a body that no form of ours has are refused', async ({ server }) => {
    const [id = ''] = builtActionIds()
    const request = posting(server.port, id, { Origin: 'http://localhost:PORT' })
    const body = Buffer.alloc(TEN_MEGABYTES, 'x')
    const answer = await rawRequest(server.port, { ...request, body })
    expect(answer.status).toBe(413)
  })

  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])
    test(`with ${method} have no effect`, async ({ server, account }) => {
      const before = await settledCalls(account)
      const headers = { Host: `localhost:${server.port}`, Origin: 'http://evil.example' }
      const answer = await rawRequest(server.port, { method, path: '/functions', headers })
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(account.sandbox.ledger.read()).toHaveLength(before)
    })
})

test('the console listens to this computer only', async ({ server }) => {
  const addresses = Object.values(os.networkInterfaces()).flatMap((each) => each ?? [])
  // Linux answers for the whole of 127.0.0.0/8 where a server listens on every address.
  const others = [
    '127.0.0.2',
    ...addresses
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address),
  ]
  for (const address of others)
    await expect(fetch(`http://${address}:${server.port}/api/health`), address).rejects.toThrow()
})

test.describe('every answer', () => {
  for (const path of [
    '/functions',
    '/activity',
    '/no-such-page',
    '/api/health',
    '/api/no-such-handler',
    '/functions/%ZZ',
  ])
    test(`of ${path} carries the headers that keep a browser safe`, async ({ server }) => {
      const { headers } = await rawRequest(server.port, {
        path,
        headers: { Host: `localhost:${server.port}` },
      })
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).not.toContain('unsafe-eval')
      expect(policy.match(/script-src[^;]*/)?.[0]).not.toContain('unsafe-inline')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBeTruthy()
    })
})

test.describe('a browser on another site', () => {
  test('cannot post, read or frame the console', async ({ page, server, account, watch }) => {
    watch.allow(/ERR_|CORS|frame|Failed to load resource|Refused/)
    await page.goto(server.url)
    const before = await settledCalls(account)
    const [id = ''] = builtActionIds()
    const site = await startForeignSite(foreignScript(server.url, id))
    await page.goto(site.url)
    await expect(page.getByRole('main')).toHaveText('posted: refused · read: refused · framed: yes')
    const frame = page.frames().find((each) => each !== page.mainFrame())
    expect(await frame?.content()).not.toContain(SHELL)
    expect(account.sandbox.ledger.read()).toHaveLength(before)
    await site.close()
  })

  test('cannot send a form to the console', async ({ page, server, account, watch }) => {
    watch.allow(/Failed to load resource/)
    const before = await settledCalls(account)
    const site = await startForeignSite(`
      const form = document.createElement('form')
      Object.assign(form, { method: 'post', action: '${server.url}/functions', enctype: 'multipart/form-data' })
      document.body.append(form)
      form.submit()`)
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url() === `${server.url}/functions`),
      page.goto(site.url),
    ])
    expect(answer.status()).toBe(403)
    expect(account.sandbox.ledger.read()).toHaveLength(before)
    await site.close()
  })

  test('cannot reach the console by rebinding its own name', async ({ server, launchOptions }) => {
    const args = [...(launchOptions.args ?? []), '--host-resolver-rules=MAP rebound.example 127.0.0.1']
    const browser = await chromium.launch({ ...launchOptions, args })
    const page = await browser.newPage()
    const answer = await page.goto(`http://rebound.example:${server.port}/functions`)
    expect(answer?.status()).toBe(403)
    expect(await page.content()).not.toContain(SHELL)
    // Same origin for the browser, so that nothing but the console's own proxy stands in the way.
    const statuses = await page.evaluate(async (id) => {
      const read = await fetch('/api/functions')
      const post = await fetch('/functions', { method: 'POST', headers: { 'Next-Action': id }, body: '[]' })
      return [read.status, post.status]
    }, builtActionIds()[0] ?? '')
    expect(statuses).toEqual([403, 403])
    await browser.close()
    promise('S3', { sitesInChromium: 3, effects: 0 })
  })
})

/** A call of a server action as Next's own client makes it; `PORT` in headers is the console's. */
function posting(port: number, id: string, headers: Record<string, string>): RawRequest {
  const own = Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', `${port}`)])
  return {
    method: 'POST',
    path: pageOfAction(id),
    headers: {
      Host: `localhost:${port}`,
      'Content-Type': 'text/plain;charset=UTF-8',
      'Next-Action': id,
      ...Object.fromEntries(own),
    },
    body: '[{}]',
  }
}

/** Tries a simple post, a read and a frame, and writes down how each went. */
function foreignScript(url: string, id: string): string {
  return `
    const posted = await fetch('${url}/functions', { method: 'POST', headers: { 'Next-Action': '${id}' }, body: '[{}]' })
      .then(() => 'done', () => 'refused')
    await fetch('${url}/functions', { method: 'POST', mode: 'no-cors', body: '[{}]' }).catch(() => undefined)
    const read = await fetch('${url}/api/functions').then((answer) => answer.text()).then(() => 'done', () => 'refused')
    const frame = document.createElement('iframe')
    frame.src = '${url}/functions'
    const framed = await new Promise((resolve) => {
      frame.onload = () => resolve('yes')
      document.body.append(frame)
    })
    document.querySelector('main').textContent = 'posted: ' + posted + ' · read: ' + read + ' · framed: ' + framed
  `
}
