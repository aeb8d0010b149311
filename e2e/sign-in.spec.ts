import type { Page } from '@playwright/test'
import { ADMIN_GROUP } from '@/lib/sandbox/oidc/team'
import { startTeamProvider, type TeamProvider } from '@/lib/sandbox/oidc/team-provider'
import { teamSettings, writeGrants } from '@/lib/start/demo-team'
import { freePort } from '@/lib/start/free-port'
import type { ConsoleProcess } from './fixtures/console-process'
import { rawRequest } from './fixtures/raw-request'
import { test as base, expect } from './fixtures/test'

interface Team {
  server: ConsoleProcess
  provider: TeamProvider
}

/** A console whose people sign in, with a provider of their own. */
const test = base.extend<{ team: Team }>({
  team: async ({ consoleWith }, use) => {
    const port = await freePort()
    const publicUrl = `http://localhost:${port}`
    const provider = await startTeamProvider({ publicUrl })
    const server = await consoleWith({
      ...(teamSettings(provider, publicUrl) as Record<string, string>),
      PORT: String(port),
    })
    writeGrants(server.databasePath, new Date())
    await use({ server, provider })
    await provider.close()
    expect(server.log()).not.toContain(provider.clientSecret)
  },
})

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with Example Corp' }).click()
  await page.getByRole('button', { name }).click()
}

const whoIs = (page: Page, name: string) => page.getByRole('button', { name: `Signed in as ${name}` })

test('a stranger is led to sign-in and back to where they wanted to go', async ({ page, team }) => {
  await page.goto(`${team.server.url}/findings?severity=high`)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(page, 'Vera Lang')
  await expect(page).toHaveURL(`${team.server.url}/findings?severity=high`)
  await expect(whoIs(page, 'Vera Lang')).toBeVisible()
})

test('somebody without a group is told whom to ask', async ({ page, team }) => {
  await page.goto(team.server.url)
  await signIn(page, 'Noor Haddad')
  await expect(page.getByRole('heading', { name: 'Noor Haddad, you have no role here yet' })).toBeVisible()
})

test('one signs out, and the cookie of before is worth nothing', async ({ page, team }) => {
  await page.goto(team.server.url)
  await signIn(page, 'Vera Lang')
  // The header moves while the page comes to life, and the menu with it.
  await expect(page.getByRole('heading', { name: 'Nothing has been read yet' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-hydrated')
  await expect(page.getByRole('button', { name: /^Sandbox/ })).toBeVisible()
  await whoIs(page, 'Vera Lang').click()
  const cookies = await page.context().cookies(team.server.url)
  await page.getByRole('menuitem', { name: 'Sign out' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`^${team.provider.issuer}`))
  const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const answer = await rawRequest(team.server.port, {
    path: '/api/settings',
    headers: { Host: `localhost:${team.server.port}`, Cookie },
  })
  expect(answer.status).toBe(401)
})

test('a session that was ended elsewhere: the page stays, one signs in again in another tab, and it goes on', async ({
  page,
  context,
  browser,
  team,
}) => {
  await page.goto(`${team.server.url}/settings/sessions`)
  await signIn(page, 'Ada Okafor')
  await expect(page.getByRole('heading', { name: 'Your sessions' })).toBeVisible()
  const other = await browser.newContext()
  const elsewhere = await other.newPage()
  await elsewhere.goto(`${team.server.url}/settings/sessions`)
  await signIn(elsewhere, 'Ada Okafor')
  await elsewhere.getByRole('button', { name: 'End all others' }).click()
  await expect(elsewhere.getByRole('row')).toHaveCount(2)
  await other.close()

  await page.reload({ waitUntil: 'commit' })
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(page, 'Ada Okafor')
  await page.goto(`${team.server.url}/settings`)
  await context.clearCookies({ name: /console-session/ })
  await page.getByRole('switch', { name: /Count the requests/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await expect(dialog).toBeVisible()
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    dialog.getByRole('button', { name: 'Sign in in a new tab' }).click(),
  ])
  await tab.getByRole('button', { name: 'Sign in with Example Corp' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('switch', { name: /Count the requests/ })).toBeChecked()
})

test('posts from elsewhere are refused, with whatever Origin', async ({ page, team }) => {
  await page.goto(team.server.url)
  await signIn(page, 'Ada Okafor')
  await expect(whoIs(page, 'Ada Okafor')).toBeVisible()
  const cookies = await page.context().cookies(team.server.url)
  const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const Host = `localhost:${team.server.port}`
  const call = { 'Content-Type': 'text/plain;charset=UTF-8', 'Next-Action': 'a'.repeat(42), Host, Cookie }
  const origins: Record<string, string>[] = [
    {},
    { Origin: 'null' },
    { Origin: 'https://evil.example' },
    { Origin: `http://127.0.0.1:${team.server.port}` },
  ]
  for (const origin of origins) {
    const headers = { ...call, ...origin }
    expect(
      (await rawRequest(team.server.port, { method: 'POST', path: '/', headers, body: '[{}]' })).status,
    ).toBe(403)
  }
  const forwarded = { ...call, Origin: `http://${Host}`, 'X-Forwarded-Host': 'evil.example' }
  const answer = await rawRequest(team.server.port, {
    method: 'POST',
    path: '/',
    headers: forwarded,
    body: '[{}]',
  })
  expect(answer.status).toBe(400)
})

test('strangers get the page of sign-in and what it loads, and nothing else', async ({ team }) => {
  const headers = { Host: `localhost:${team.server.port}` }
  const status = async (path: string, more: Record<string, string> = {}) =>
    (await rawRequest(team.server.port, { path, headers: { ...headers, ...more } })).status
  for (const path of ['/', '/findings', '/functions/create', '/settings/sessions', '/no-such-page'])
    expect(await status(path), path).toBe(303)
  for (const path of ['/api/settings', '/api/inventory', '/api/changes'])
    expect(await status(path), path).toBe(401)
  expect(await status('/', { RSC: '1' })).toBe(401)
  expect(await status('/sign-in')).toBe(200)
  const health = await rawRequest(team.server.port, { path: '/api/health', headers })
  expect(health.body).toBe('{"up":true}')
})

test('the first account is made with the token of the log, once, and invites a second person', async ({
  page,
  browser,
  consoleWith,
  team,
}) => {
  expect(team.provider.people.some(({ groups }) => groups.includes(ADMIN_GROUP))).toBe(true)
  const port = await freePort()
  const server = await consoleWith({
    PORT: String(port),
    CONSOLE_SIGN_IN: 'on',
    CONSOLE_PUBLIC_URL: `http://localhost:${port}`,
    CONSOLE_LOCAL_ACCOUNTS: 'on',
  })
  const told = () => /http:\/\/localhost:\d+\/set-up#[\w-]+/.exec(server.log())?.[0]
  await expect.poll(told).toBeDefined()
  await page.goto(told() ?? '')
  await page.getByLabel('Your name').fill('Mia Sanders')
  await page.getByLabel('Login').fill('mia')
  await page.getByLabel('Password').fill('too short')
  await page.getByRole('button', { name: 'Make the first account' }).click()
  await expect(page.getByText('Use at least 12 characters.')).toBeVisible()
  await page.getByLabel('Password').fill('violet horse under water')
  await page.getByRole('button', { name: 'Make the first account' }).click()
  await expect(whoIs(page, 'Mia Sanders')).toBeVisible()
  expect(server.log()).not.toContain('violet horse')
  // What the page still asks for would be refused.
  await page.goto('about:blank')
  await page.context().clearCookies()
  await page.goto(`${server.url}/sign-in`)
  await page.getByLabel('Login').fill('mia')
  await page.getByRole('textbox', { name: 'Password' }).fill('violet horse under water')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(whoIs(page, 'Mia Sanders')).toBeVisible()

  await page.goto(`${server.url}/settings/people`)
  await page.getByRole('button', { name: 'Invite a person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Tom Reed')
  await dialog.getByLabel('Login').fill('mia')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  await expect(dialog.getByText('Somebody has this login.').first()).toBeVisible()
  await dialog.getByLabel('Login').fill('tom')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const link = await dialog.getByRole('group', { name: 'Link to choose a password' }).innerText()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Tom Reed' })).toBeVisible()
  const other = await browser.newContext()
  const tom = await other.newPage()
  await tom.goto(link.trim())
  await tom.getByRole('textbox', { name: 'Password' }).fill('seven green bottles stand')
  await tom.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(tom.getByRole('heading', { name: 'Tom Reed, you have no role here yet' })).toBeVisible()
  await other.close()
})
