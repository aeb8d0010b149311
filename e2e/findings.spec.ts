import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test'
import type { World } from './fixtures/world'
import { applyReviewed, callsIn, closeChange, DENIED, dialogOf } from './fixtures/writing'

/** One of the two permissions only, everything open with credentials, and statements left over without a URL. */
function addFindings(world: World) {
  const half = world.addFunction('half')
  world.addUrl(half, { authType: 'NONE' })
  world.addStatements(half, '$LATEST', {
    Sid: 'url-only',
    Effect: 'Allow',
    Principal: '*',
    Action: 'lambda:InvokeFunctionUrl',
    Resource: half.arn,
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
  })
  const open = world.addFunction('open')
  world.addUrl(open, {
    authType: 'NONE',
    cors: { AllowOrigins: ['*'], AllowMethods: ['GET'], AllowCredentials: true },
  })
  world.addPublicStatements(open)
  const left = world.addFunction('left')
  world.addPublicStatements(left)
  return { half, open, left }
}

/** Reads everything into the index of a console of the test's own, and opens the findings. */
async function readAll(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  await expect(page.getByText(/functions? read.*, the last time/)).toBeVisible()
}

async function openFindings(page: Page, url: string): Promise<void> {
  await readAll(page, url)
  await page.goto(`${url}/findings`)
  await expect(page.getByRole('list', { name: 'Findings by rule' })).toBeVisible()
}

const group = (page: Page, name: RegExp) => page.getByRole('button', { name })
const rowsOf = (page: Page, title: string) => page.getByRole('list', { name: title }).getByRole('listitem')

test('each finding says what was found, and its cure is reviewed and applied in place', async ({
  page,
  world,
  consoleWith,
}) => {
  const { half, open } = addFindings(world)
  const server = await consoleWith({})
  await openFindings(page, server.url)
  await expect(page.getByRole('link', { name: /^Findings.* 2 findings of high severity/ })).toBeVisible()
  await expect(group(page, /High .*cookies 1 finding/)).toHaveAttribute('aria-expanded', 'true')

  const missing = group(page, /High One of the two permissions is missing 1 finding/)
  await missing.press('Enter')
  await expect(missing).toHaveAttribute('aria-expanded', 'true')
  await expect(page).toHaveURL(/open=second-permission-missing/)
  const rows = rowsOf(page, 'One of the two permissions is missing')
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('Everyone lacks lambda:InvokeFunction.')
  await page
    .getByRole('button', { name: `Review adding lambda:InvokeFunction: ${half.name}:$LATEST` })
    .click()
  await expect(callsIn(page)).toContainText(['AddPermission'])
  await applyReviewed(page)
  await closeChange(page)
  await expect(missing).toHaveCount(0)
  await expect(page.getByRole('link', { name: /^Findings.* 1 finding of high severity/ })).toBeVisible()

  await page.getByRole('link', { name: 'About this rule' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/cookies/)
  await expect(page.getByText('What this rule cannot know')).toBeVisible()
  await page.getByRole('link', { name: 'Show 1 finding' }).click()
  await page.getByRole('link', { name: `${open.name}:$LATEST` }).click()
  await expect(page).toHaveURL(/\/cors$/)
})

test('a finding is muted with a reason and a last day, shown apart, and taken back', async ({
  page,
  world,
  consoleWith,
}) => {
  const { half } = addFindings(world)
  const server = await consoleWith({})
  await openFindings(page, server.url)
  await page.goto(`${server.url}/findings?open=second-permission-missing`)
  await page.getByRole('button', { name: `Mute: ${half.name}:$LATEST` }).click()
  await expect(dialogOf(page).getByLabel('Reason')).toBeVisible()
  await dialogOf(page).getByRole('button', { name: 'Mute', exact: true }).click()
  await expect(dialogOf(page).getByText('Say why in a few words.')).toBeVisible()
  await dialogOf(page).getByLabel('Reason').fill('Closed until the launch')
  await dialogOf(page).getByRole('button', { name: 'Mute', exact: true }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(group(page, /One of the two permissions/)).toHaveCount(0)

  await page.getByRole('radio', { name: 'Muted (1)' }).click()
  await expect(page).toHaveURL(/shown=muted/)
  const rows = rowsOf(page, 'One of the two permissions is missing')
  await expect(rows).toContainText('Closed until the launch')
  await expect(rows).toContainText(/Muted by .* until \d{4}-\d\d-\d\d/)
  await page.getByRole('button', { name: `Unmute: ${half.name}:$LATEST` }).click()
  await expect(page.getByRole('heading', { name: 'Nothing is muted' })).toBeVisible()
  await page.getByRole('radio', { name: 'Open' }).click()
  await expect(group(page, /One of the two permissions/)).toBeVisible()
})

test('findings are grouped and filtered, what is new is marked, and they leave as SARIF', async ({
  page,
  world,
  consoleWith,
}) => {
  const { left } = addFindings(world)
  const server = await consoleWith({})
  await readAll(page, server.url)
  await page.evaluate(() =>
    localStorage.setItem('findings-visits', JSON.stringify({ now: '2026-01-01T00:00:00.000Z' })),
  )
  await page.goto(`${server.url}/findings`)
  await page.getByRole('button', { name: /^New since your last visit/ }).click()
  await expect(page).toHaveURL(/news=yes/)
  await expect(page.getByText('New', { exact: true }).first()).toBeVisible()
  await page.getByRole('radio', { name: 'By account' }).click()
  await expect(page.getByRole('list', { name: 'Findings by account' })).toBeVisible()
  await expect(page.getByRole('link', { name: `${left.name}:$LATEST` })).toBeVisible()
  await page.getByRole('button', { name: /^High \d+$/ }).click()
  await expect(page).toHaveURL(/severity=high/)
  await expect(page.getByRole('link', { name: `${left.name}:$LATEST` })).toHaveCount(0)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'SARIF 2.1.0' }).click()
  const file = await (await download).path()
  const { runs } = JSON.parse(await readFile(file, 'utf8'))
  const ids = runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)
  expect(ids.sort()).toEqual(['any-origin-with-credentials', 'second-permission-missing'])
  expect(runs[0].tool.driver.rules[0].helpUri).toContain('/findings/rules/')
})

test('a policy that could not be read is never “nothing found”', async ({ page, world, consoleWith }) => {
  const target = world.addFunction('unread')
  world.addUrl(target, { authType: 'NONE' })
  world.fault(target, { operation: 'GetPolicy', when: 'before', what: DENIED, times: 100 })
  const server = await consoleWith({})
  await readAll(page, server.url)
  await page.goto(`${server.url}/findings`)
  await expect(page.getByText('Not everything could be judged')).toBeVisible()
  await expect(page.getByText(/1 function URL could not be judged by every rule/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No findings in what was read' })).toBeVisible()
})

test('the home page counts, shows and finds by findings; the overview tells them by the same rules', async ({
  page,
  world,
  consoleWith,
}) => {
  const { half, open } = addFindings(world)
  const server = await consoleWith({})
  await readAll(page, server.url)
  const table = page.getByRole('table', { name: 'Function URLs' })
  const rows = table.getByRole('row').filter({ has: page.getByRole('link') })
  await expect(rows.filter({ hasText: open.name })).toContainText('High 2')
  await page.goto(`${server.url}/?q=finding:second-permission-missing`)
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText(half.name)
  await page.goto(server.url)
  await expect(rows).toHaveCount(2)
  await page.getByRole('button', { name: 'High findings 2' }).click()
  await expect(page).toHaveURL(/severity/)
  await expect(rows).toHaveCount(2)
  await page.getByRole('link', { name: `${half.name}:$LATEST` }).click()
  await expect(page.getByText('1 finding', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'One of the two permissions is missing' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One of the two permissions is missing')
})

test('the guardrail shows the policies to copy and what exists against them', async ({
  page,
  world,
  consoleWith,
}) => {
  const { open } = addFindings(world)
  const server = await consoleWith({})
  await readAll(page, server.url)
  await page.goto(`${server.url}/findings/guardrail`)
  const policy = page.getByRole('group', { name: 'Service control policy' })
  expect(JSON.parse(await policy.innerText())).toMatchObject({ Version: '2012-10-17' })
  await expect(page.getByRole('heading', { name: '2 function URLs with auth type NONE today' })).toBeVisible()
  await expect(page.getByRole('link', { name: `${open.name}:$LATEST` })).toBeVisible()
  await page.getByRole('link', { name: /1 here match cors:any-origin/ }).click()
  await expect(page.getByRole('table', { name: 'Function URLs' })).toContainText(open.name)
})
