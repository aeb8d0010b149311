import { statSync } from 'node:fs'
import { startForeignSite } from './fixtures/foreign-site'
import { rawRequest } from './fixtures/raw-request'
import { settledCalls } from './fixtures/settled-calls'
import { expect, test } from './fixtures/test'

/** As npm start begins it on a real account. */
const FOR_ONE_PERSON = { CONSOLE_OPEN_ON_LOOPBACK: '' }

test('another user of the computer reads nothing without the address', async ({ consoleWith, account }) => {
  const server = await consoleWith(FOR_ONE_PERSON)
  const before = await settledCalls(account)
  const headers = { Host: `localhost:${server.port}` }
  for (const path of [
    '/',
    '/functions',
    '/api/functions',
    '/api/changes',
    '/icon.svg',
    '/open/guess',
    '/open/',
  ]) {
    const answer = await rawRequest(server.port, { path, headers })
    expect(answer.status, path).toBe(401)
    expect(answer.body, path).toContain('the address that npm start has printed')
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  }
  const health = await rawRequest(server.port, { path: '/api/health', headers })
  expect([health.status, health.body]).toEqual([200, '{"up":true}'])
  expect(account.sandbox.ledger.read()).toHaveLength(before)
  expect(server.log()).not.toContain('/open/')
  expect(statSync(`${server.databasePath}-session-key`).mode & 0o777).toBe(0o600)
})

test('the address opens the console once; the browser is known from then on, also after a restart', async ({
  page,
  context,
  consoleWith,
}) => {
  const server = await consoleWith(FOR_ONE_PERSON)
  const first = server.openAt()
  await page.goto(first)
  await expect(page).toHaveURL(`${server.url}/`)
  await expect(page.getByRole('heading', { name: 'Function URLs', level: 1 })).toBeVisible()
  const cookies = (await context.cookies()).filter(({ name }) => name === `console-${server.port}`)
  expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }])
  const path = new URL(first).pathname
  expect(
    (await rawRequest(server.port, { path, headers: { Host: `localhost:${server.port}` } })).status,
  ).toBe(401)
  expect(server.openAt()).not.toBe(first)
  // An open page would complain that its console is gone.
  await page.goto('about:blank')
  await server.stop()
  await server.start()
  await page.goto(server.url)
  await expect(page.getByRole('heading', { name: 'Function URLs', level: 1 })).toBeVisible()
})

test('a link on another site opens the page for who is known, and for nobody else', async ({
  page,
  browser,
  consoleWith,
}) => {
  const server = await consoleWith(FOR_ONE_PERSON)
  const site = await startForeignSite(`
    const link = Object.assign(document.createElement('a'), { href: '${server.url}/activity?q=a', textContent: 'go' })
    document.querySelector('main').append(link)`)
  await page.goto(server.openAt())
  await page.goto(site.url)
  await page.getByRole('link', { name: 'go' }).click()
  await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible()
  await expect(page).toHaveURL(`${server.url}/activity?q=a`)
  const stranger = await browser.newPage()
  await stranger.goto(site.url)
  await stranger.getByRole('link', { name: 'go' }).click()
  await expect(stranger.getByRole('heading', { name: 'Open the console from its terminal' })).toBeVisible()
  await stranger.close()
  await site.close()
})
