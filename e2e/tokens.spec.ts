import type { BrowserContext, Page } from '@playwright/test'
import type { ConsoleProcess } from './fixtures/console-process'
import { rawRequest } from './fixtures/raw-request'
import { signedInAs, TEAM_SETTINGS } from './fixtures/team'
import { expect, test } from './fixtures/test'

type ConsoleWith = (settings: Record<string, string>) => Promise<ConsoleProcess>

/** A console of a team, at which an administrator is signed in in this browser. */
async function teamConsole(context: BrowserContext, consoleWith: ConsoleWith): Promise<ConsoleProcess> {
  const server = await consoleWith(TEAM_SETTINGS)
  await signedInAs(context, server, { name: 'Ada', role: 'admin' })
  return server
}

/** Makes a token on the page and answers its text, which is shown this once. */
async function makeToken(page: Page, server: ConsoleProcess, name: string): Promise<string> {
  await page.goto(`${server.url}/settings/tokens`)
  await page.getByRole('button', { name: 'Make a token' }).click()
  const dialog = page.getByRole('dialog', { name: 'Make a token' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: 'Make', exact: true }).click()
  const shown = page.getByRole('region', { name: 'Copy the token now' }).getByRole('group', { name: 'Token' })
  await expect(shown).toHaveText(/^fuc_[0-9A-Za-z]{49}$/)
  return (await shown.textContent()) ?? ''
}

const asking = (server: ConsoleProcess, path: string, headers: Record<string, string>, method = 'GET') =>
  rawRequest(server.port, { method, path, headers: { Host: `localhost:${server.port}`, ...headers } })

const bearing = (token: string) => ({ Authorization: `Bearer ${token}` })

test('a token is made, shown once, reads, and is dead with the next request once it is revoked', async ({
  page,
  context,
  consoleWith,
  picture,
}) => {
  const server = await teamConsole(context, consoleWith)
  await page.goto(`${server.url}/settings/tokens`)
  await expect(page.getByText('No tokens yet')).toBeVisible()
  const token = await makeToken(page, server, 'weekly report')
  await picture('tokens-made')

  const read = await asking(server, '/api/inventory', bearing(token))
  expect(read.status).toBe(200)
  expect(read.headers['set-cookie']).toBeUndefined()
  expect(JSON.parse(read.body)).toMatchObject({ ok: true, value: { rows: [] } })
  const described = await asking(server, '/api/openapi.json', bearing(token))
  expect(JSON.parse(described.body)).toMatchObject({
    openapi: '3.1.0',
    servers: [{ url: server.url }],
  })

  await page.reload()
  await expect(page.getByRole('cell', { name: /^weekly report/ })).toBeVisible()
  await expect(page.getByRole('cell', { name: 'never' })).toHaveCount(0)
  expect(await page.content()).not.toContain(token)
  expect(server.log()).not.toContain(token)

  await page.getByRole('button', { name: 'Revoke weekly report' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByRole('cell', { name: /^revoked/ })).toBeVisible()
  const refused = await asking(server, '/api/inventory', bearing(token))
  expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"'])
  expect(refused.body).toContain('This token has been revoked.')
})

test('a token opens no page, posts nothing, and is taken from nowhere but the Authorization header', async ({
  page,
  context,
  consoleWith,
}) => {
  const server = await teamConsole(context, consoleWith)
  const token = await makeToken(page, server, 'report')
  const session = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const own = {
    Origin: server.url,
    'Content-Type': 'text/plain;charset=UTF-8',
    'Next-Action': 'a'.repeat(42),
  }
  const knocks = await Promise.all([
    asking(server, '/', bearing(token)),
    asking(server, '/settings/tokens', { ...bearing(token), Cookie: session }),
    asking(server, '/settings/tokens', { ...bearing(token), ...own, 'Content-Length': '0' }, 'POST'),
    asking(server, '/_next/static/x.js', bearing(token)),
  ])
  for (const { status, headers, body } of knocks) {
    expect(status).toBe(403)
    expect(headers['set-cookie']).toBeUndefined()
    expect(body).toContain('A token is for GET requests below /api/ and for nothing else.')
  }
  const elsewhere: Record<string, string>[] = [
    { Cookie: `token=${token}` },
    { Cookie: token },
    { 'X-Api-Key': token },
  ]
  for (const headers of elsewhere) expect((await asking(server, '/api/inventory', headers)).status).toBe(401)
  expect((await asking(server, `/api/inventory?access_token=${token}`, {})).status).toBe(401)
  // Beside a session it is the token that counts.
  const wrong = { ...bearing(`${token.slice(0, -1)}!`), Cookie: session }
  expect((await asking(server, '/api/inventory', wrong)).status).toBe(401)
  expect((await asking(server, '/api/inventory', { Cookie: session })).status).toBe(200)
  expect(server.log()).not.toContain(token)
})

test('without sign-in tokens are refused plainly, on the page and to programs', async ({
  page,
  server,
  consoleWith,
}) => {
  await page.goto('/settings/tokens')
  await expect(page.getByText('No tokens without sign-in')).toBeVisible()
  const token = `fuc_${'0'.repeat(49)}`
  const answer = await asking(server, '/api/inventory', bearing(token))
  expect([answer.status, answer.body]).toEqual([401, expect.stringContaining('without sign-in')])
  const closed = await consoleWith({ CONSOLE_OPEN_ON_LOOPBACK: '' })
  const stranger = await asking(closed, '/api/inventory', bearing(token))
  expect([stranger.status, stranger.body]).toEqual([
    401,
    expect.stringContaining('No tokens without sign-in'),
  ])
})
