import { expectNoAxeViolations } from './fixtures/axe'
import { fillIndex } from './fixtures/fill-index'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, OTHER_ACCOUNT, OTHER_REGION, REGION } from './fixtures/test-account'
import type { World } from './fixtures/world'

const AUTOMATIC = { CONSOLE_SWEEP: 'on' }

/** A public URL, one that answers 403 to everyone, and one on an alias that only IAM principals get through to. */
function addThree(world: World) {
  const open = world.addFunction('open')
  world.addUrl(open, {
    authType: 'NONE',
    cors: { AllowOrigins: ['https://shop.example'], AllowMethods: ['GET'] },
  })
  world.addPublicStatements(open)
  const half = world.addFunction('half')
  world.addUrl(half, { authType: 'NONE' })
  const signed = world.addFunction('signed', { account: OTHER_ACCOUNT, region: OTHER_REGION })
  world.addAlias(signed, 'live')
  world.addUrl(signed, { qualifier: 'live', authType: 'AWS_IAM' })
  return { open, half, signed }
}

test('a console that knows nothing yet says so, reads when it is asked, and opens with what it found', async ({
  page,
  world,
  consoleWith,
  picture,
}) => {
  const { open, half, signed } = addThree(world)
  const server = await consoleWith({})
  await page.goto(server.url)
  await expect(page.getByRole('heading', { name: 'Nothing has been read yet' })).toBeVisible()
  await picture('nothing-read')
  expect(world.calls(open)).toEqual([])
  await page.getByRole('button', { name: 'Check now' }).last().click()
  const table = page.getByRole('table', { name: 'Function URLs' })
  await expect(table.getByRole('row')).toHaveCount(4)
  await expect(table.getByRole('row').filter({ hasText: open.name })).toContainText('Public')
  await expect(table.getByRole('row').filter({ hasText: half.name })).toContainText('403 to everyone')
  await expect(table.getByRole('row').filter({ hasText: signed.name })).toContainText('IAM only')
  await expect(page.getByText(/functions read, the last time/)).toBeVisible()

  await page.reload()
  await expect(table.getByRole('row')).toHaveCount(4)
  await expectNoAxeViolations(page)
  await page.getByRole('link', { name: `${open.name}:$LATEST` }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(open.name)
})

test('what is known is in the first HTML, and answers without a call to AWS', async ({
  page,
  world,
  consoleWith,
  account,
}) => {
  const { open } = addThree(world)
  const server = await consoleWith({})
  await page.goto(server.url)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  await expect(page.getByText(/functions read, the last time/)).toBeVisible()
  const before = account.sandbox.ledger.read({ operation: 'ListFunctionUrlConfigs' }).length
  const answer = await page.request.get(server.url)
  expect(await answer.text()).toContain(open.name)
  expect(account.sandbox.ledger.read({ operation: 'ListFunctionUrlConfigs' })).toHaveLength(before)
})

test('numbers, search and order narrow and order everything; the view is a link', async ({
  page,
  world,
  consoleWith,
}) => {
  const { open, half, signed } = addThree(world)
  const server = await consoleWith(AUTOMATIC)
  await page.goto(server.url)
  const table = page.getByRole('table', { name: 'Function URLs' })
  await expect(table.getByRole('row')).toHaveCount(4)
  const rows = table.getByRole('row').filter({ has: page.getByRole('link') })

  await page.getByRole('button', { name: /^Public/ }).click()
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText(open.name)
  await expect(page).toHaveURL(/q=is(:|%3A)public/)
  await page.reload()
  await expect(rows).toHaveCount(1)
  await expect(page.getByRole('button', { name: /^Public/ })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: /^Not reachable/ }).click()
  await expect(rows).toContainText(half.name)

  const search = page.getByRole('combobox', { name: 'Search function URLs' })
  await search.fill('-auth:NONE qualifier:live')
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText(signed.name)
  await search.fill('is:open')
  await expect(page.getByText(/is: is one of public,/)).toBeVisible()
  await search.fill('nobody-has-this-name')
  await expect(page.getByRole('heading', { name: 'No function URL matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear the search' }).last().click()
  await expect(rows).toHaveCount(3)

  await page.getByRole('button', { name: 'Function URL', exact: true }).click()
  await expect(rows.first()).toContainText(half.name)
  await page.getByRole('button', { name: 'Function URL', exact: true }).click()
  await expect(rows.first()).toContainText(signed.name)
  await expect(page).toHaveURL(/sort=function.*order=desc/)
})

test('one failing account hides no other, and says what is missing', async ({
  page,
  world,
  consoleWith,
  picture,
}) => {
  const { open } = addThree(world)
  for (const region of [REGION, OTHER_REGION])
    world.faultOfRegion({
      operation: 'ListFunctions',
      account: OTHER_ACCOUNT,
      region,
      when: 'before',
      what: { status: 403, code: 'AccessDeniedException' },
      times: 999,
    })
  const server = await consoleWith(AUTOMATIC)
  await page.goto(server.url)
  await expect(page.getByText('2 accounts and regions could not be read')).toBeVisible()
  await expect(page.getByText(/Missing permission: lambda:ListFunctions/).first()).toBeVisible()
  await expect(page.getByRole('link', { name: `${open.name}:$LATEST` })).toBeVisible()
  await picture('one-failing-account')
  world.sandbox.faults.clear()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('table', { name: 'Function URLs' }).getByRole('row')).toHaveCount(4)
  await expect(page.getByText('could not be read')).toHaveCount(0)
})

test('a reading that is paused says who paused it, keeps what it found, and goes on', async ({
  page,
  world,
  consoleWith,
  picture,
}) => {
  test.setTimeout(240_000)
  for (let index = 0; index < 60; index += 1) world.addUrl(world.addFunction(`many-${index}`))
  const server = await consoleWith({ CONSOLE_REQUEST_RATE: '6' })
  await page.goto(server.url)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  await expect(page.getByRole('table', { name: 'Function URLs' }).getByRole('row').nth(1)).toBeVisible()
  await page.getByRole('button', { name: 'Pause' }).click()
  const paused = page.getByRole('status').filter({ hasText: /^Paused by Test operator: [1-9]\d* of / })
  await expect(paused).toBeVisible()
  await picture('paused')
  await page.reload()
  await expect(paused).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).first().click()
  await expect(page.getByText(/^60 functions read, the last time/)).toBeVisible({ timeout: 90_000 })
})

test('accounts without a function URL say that everything was asked', async ({
  page,
  world,
  consoleWith,
}) => {
  world.addFunction('without')
  const server = await consoleWith(AUTOMATIC)
  await page.goto(server.url)
  await expect(page.getByRole('heading', { name: 'No function URLs' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Create function URL' }).first()).toBeVisible()
})

test('a console without credentials says what to do', async ({ page, consoleWith }) => {
  const server = await consoleWith({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' })
  await page.goto(server.url)
  await expect(page.getByRole('heading', { name: 'Function URLs', level: 1 })).toBeVisible()
  await expect(page.getByText('No AWS account yet')).toBeVisible()
})

test('10,000 function URLs: a few rows exist at a time, and search, order and scrolling reach all of them', async ({
  page,
  consoleWith,
  picture,
}) => {
  const server = await consoleWith({})
  fillIndex(server.databasePath, 10_000)
  await page.goto(server.url)
  const table = page.getByRole('table', { name: 'Function URLs' })
  await expect(page.getByRole('button', { name: /^Function URLs/ })).toContainText('10,000')
  await expect(table).toHaveAttribute('aria-rowcount', '10001')
  expect(await table.getByRole('row').count()).toBeLessThan(80)
  await picture('ten-thousand')

  const search = page.getByRole('combobox', { name: 'Search function URLs' })
  await search.fill('claims-09999')
  await expect(page.getByText('1 of 10,000 function URLs')).toBeVisible()
  await expect(page.getByRole('link', { name: 'claims-09999:$LATEST' })).toBeVisible()
  await search.fill(`account:${HOME_ACCOUNT} region:us-*`)
  await expect(page.getByText(/^1,333 of 10,000/)).toBeVisible()
  await search.fill('')

  await page.getByRole('button', { name: 'Function URL', exact: true }).click()
  await expect(async () => {
    await page.keyboard.press('End')
    const place = await table.getByRole('row').last().getAttribute('aria-rowindex', { timeout: 1000 })
    expect(Number(place)).toBeGreaterThan(350)
  }).toPass()
  expect(await table.getByRole('row').count()).toBeLessThan(80)
})
