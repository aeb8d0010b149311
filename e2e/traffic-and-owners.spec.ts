import { LambdaClient, UpdateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda'
import { addCredential } from '@/lib/sandbox/build'
import { metricsOf } from '@/lib/sandbox/metrics'
import type { FunctionState } from '@/lib/sandbox/state'
import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, REGION, type TestAccount } from './fixtures/test-account'
import { addressIn } from './fixtures/writing'

const HOUR = 3_600_000
const STACK = { 'aws:cloudformation:stack-name': 'checkout', 'aws:cloudformation:logical-id': 'Checkout' }

function addRequests({ sandbox }: TestAccount, target: FunctionState, requests: number) {
  const { account, region, name: functionName } = target
  for (const ago of [HOUR, 3 * HOUR, 50 * HOUR])
    metricsOf(sandbox.state).add({ account, region, functionName, qualifier: '$LATEST' }, Date.now() - ago, {
      requests,
      errors4xx: 2,
      errors5xx: 1,
      latencySum: requests * 30,
      latencyMin: 9,
      latencyMax: 180,
    })
}

test('the table says who owns what and how often it is called; both are asked for', async ({
  page,
  world,
  account,
  consoleWith,
  picture,
}) => {
  const owned = world.addFunction('owned', { tags: { ...STACK, team: 'payments' } })
  const quiet = world.addFunction('quiet')
  for (const target of [owned, quiet]) world.addUrl(target, { authType: 'AWS_IAM' })
  addRequests(account, owned, 40)
  const server = await consoleWith({})
  await page.goto(server.url)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  const table = page.getByRole('table', { name: 'Function URLs' })
  await expect(page.getByText(/functions? read, the last time/)).toBeVisible()
  // The owner is a column that one chooses.
  const columns = 'columns=verdict,function,requests,owner'
  await page.goto(`${server.url}/?${columns}`)
  const row = table.getByRole('row').filter({ hasText: owned.name })
  await expect(row).toContainText('CloudFormation')
  await expect(row).toContainText('120 requests in 30 days')
  await expect(table.getByRole('row').filter({ hasText: quiet.name })).toContainText('No request in 30 days')
  await picture('table')
  await expectNoAxeViolations(page)
  await page.setViewportSize({ width: 360, height: 800 })
  await picture('table-narrow')

  await page.goto(`${server.url}/?q=${encodeURIComponent('owner:cloudformation tag:team=payments')}`)
  await expect(table.getByRole('row')).toHaveCount(2)
  await expect(row).toBeVisible()
  await page.goto(`${server.url}/?q=${encodeURIComponent('requests30d:0')}`)
  await expect(table.getByRole('row').filter({ hasText: quiet.name })).toBeVisible()
  await expect(row).toHaveCount(0)
})

test('the review of an edit says first that the next deployment takes it back, and has the change as code', async ({
  page,
  world,
  server,
  picture,
}) => {
  const owned = world.addFunction('owned', { tags: STACK })
  world.addUrl(owned, { authType: 'AWS_IAM' })
  await page.goto(`${server.url}${addressIn(owned)}`)
  await expect(page.getByText('looks like CloudFormation, stack checkout')).toBeVisible()
  await page.goto(`${server.url}${addressIn(owned)}/edit`)
  await page.getByRole('radio', { name: /RESPONSE_STREAM/ }).check()
  await page.getByRole('button', { name: /Review/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(
    dialog.getByText(/the next deployment with CloudFormation may take this change back/),
  ).toBeVisible()
  await dialog.getByText('The same change in CloudFormation').click()
  await expect(dialog.getByRole('group', { name: 'CloudFormation, the change' })).toContainText(
    '+       InvokeMode: "RESPONSE_STREAM"',
  )
  await picture('review')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
})

test('the overview draws requests, errors and latency, with the same as a table', async ({
  page,
  world,
  account,
  server,
  picture,
}) => {
  const busy = world.addFunction('busy')
  world.addUrl(busy, { authType: 'AWS_IAM' })
  addRequests(account, busy, 40)
  await page.goto(`${server.url}${addressIn(busy)}`)
  const charts = page.getByRole('region', { name: 'Requests over time' })
  await expect(charts.getByRole('img', { name: /^Requests in the last 24 hours: 80 in all/ })).toBeVisible()
  await charts.getByText('As a table of 2 rows').click()
  await expect(charts.getByRole('table').getByRole('row')).toHaveCount(3)
  await expect(charts.getByRole('table').getByRole('row').last()).toContainText('30 ms')
  await charts.getByRole('button', { name: '7 days' }).click()
  await expect(charts.getByRole('img', { name: /^Requests in the last 7 days: 120 in all/ })).toBeVisible()
  await expect(page).toHaveURL(/range=7d/)
  await picture('overview')
  await expectNoAxeViolations(page)
  await page.setViewportSize({ width: 360, height: 800 })
  await picture('overview-narrow')
})

test('metrics that may not be read are said to be missing, and nothing else is', async ({
  page,
  world,
  account,
  server,
  watch,
}) => {
  watch.allow(/status of 403/)
  const busy = world.addFunction('busy')
  world.addUrl(busy, { authType: 'AWS_IAM' })
  await page.goto(`${server.url}${addressIn(busy)}`)
  const charts = page.getByRole('region', { name: 'Requests over time' })
  await expect(charts.getByText(/No request was seen in the last 24 hours/)).toBeVisible()
  account.sandbox.faults.add({
    operation: 'GetMetricData',
    when: 'before',
    what: { status: 403, code: 'AccessDeniedException' },
    times: 99,
  })
  await page.reload()
  await expect(charts.getByText(/^Not known: The console is not allowed to call GetMetricData/)).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'cloudwatch:GetMetricData' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(busy.name)
})

test('what somebody changed past the console is told, with before and after, on both pages', async ({
  page,
  world,
  account,
  consoleWith,
  picture,
}) => {
  const orders = world.addFunction('orders')
  world.addUrl(orders, { authType: 'AWS_IAM' })
  const server = await consoleWith({})
  await page.goto(server.url)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  await expect(page.getByText(/functions? read, the last time/)).toBeVisible()
  const credentials = addCredential(account.sandbox.state, {
    account: HOME_ACCOUNT,
    arn: `arn:aws:iam::${HOME_ACCOUNT}:user/mallory`,
  })
  const client = new LambdaClient({ region: REGION, endpoint: account.sandbox.url, credentials })
  // CloudTrail knows whole seconds: the change is in another one than the reading.
  const readAt = Date.now()
  await expect.poll(() => Math.floor(Date.now() / 1000) > Math.floor(readAt / 1000)).toBe(true)
  await client.send(new UpdateFunctionUrlConfigCommand({ FunctionName: orders.name, AuthType: 'NONE' }))

  await page.goto(`${server.url}/activity?from=elsewhere`)
  await expect(page.getByText('CloudTrail was not asked yet')).toBeVisible()
  await page.getByRole('button', { name: 'Look now' }).click()
  const row = page
    .getByRole('list', { name: 'Changes made elsewhere' })
    .getByRole('listitem')
    .filter({ hasText: orders.name })
  await expect(row).toContainText('by mallory', { timeout: 60_000 })
  await expect(row).toContainText('AWS_IAM → NONE')
  await picture('elsewhere')
  await expectNoAxeViolations(page)
  await row.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(orders.name)
  await page.getByRole('navigation', { name: 'Function URL' }).getByRole('link', { name: 'Activity' }).click()
  await page.getByRole('button', { name: 'Made elsewhere' }).click()
  await expect(row).toContainText('by mallory')
  await page.setViewportSize({ width: 360, height: 800 })
  await picture('elsewhere-narrow')
})

test('counting all requests is off, says what it asks for, and stays as it was set', async ({
  page,
  consoleWith,
  picture,
}) => {
  const server = await consoleWith({})
  await page.goto(`${server.url}/settings`)
  const counting = page.getByRole('switch', { name: /Count the requests of every function URL/ })
  await expect(counting).not.toBeChecked()
  await expect(page.getByText(/AWS bills GetMetricData by the metrics asked for/)).toBeVisible()
  await counting.click()
  await expect(counting).toBeChecked()
  await expect(page.getByText(/^Set by/)).toBeVisible()
  await page.reload()
  await expect(counting).toBeChecked()
  await expect(page.getByRole('group', { name: 'IAM policy' })).toContainText('cloudtrail:LookupEvents')
  await picture('settings')
  await expectNoAxeViolations(page)
})
