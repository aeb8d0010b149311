import { expectNoAxeViolations } from './fixtures/axe'
import { fillIndex } from './fixtures/fill-index'
import { expect, test } from './fixtures/test'

/** As many as a reading asks at once: these may be asked again after a kill. */
const AT_ONCE = 8

test('a reading that is killed half-way says how far it came, and a process that serves no pages goes on', async ({
  page,
  world,
  consoleWith,
  picture,
}) => {
  test.setTimeout(240_000)
  const names = Array.from({ length: 40 }, (_, index) => `many-${String(index).padStart(2, '0')}`)
  const own = names.map((name) => world.addFunction(name))
  for (const fn of own) world.addUrl(fn)
  const refused = world.addFunction('refused')
  own.push(refused)
  const what = { status: 403, code: 'AccessDeniedException' }
  world.fault(refused, { operation: 'ListFunctionUrlConfigs', when: 'before', what, times: 99 })
  // Functions of earlier tests, of which the event history tells, are looked for too.
  const asked = () => own.flatMap((fn) => world.calls(fn, 'ListFunctionUrlConfigs')).length

  const web = await consoleWith({ CONSOLE_ROLE: 'web', CONSOLE_SWEEP: 'on', CONSOLE_REQUEST_RATE: '2' })
  const settings = { CONSOLE_ROLE: 'worker', CONSOLE_DATABASE: web.databasePath, CONSOLE_REQUEST_RATE: '2' }
  await page.goto(web.url)
  const status = page.getByRole('status').filter({ hasText: / of (the )?\d+ functions?/ })
  await expect(
    page
      .getByText('Nothing has been read yet')
      .or(page.getByText(/Reading begins/))
      .first(),
  ).toBeVisible()
  expect(asked()).toBe(0)

  const worker = await consoleWith({ ...settings, CONSOLE_SWEEP: 'on' })
  expect((await page.request.get(`${worker.url}/`)).status()).toBe(404)
  expect((await page.request.get(`${worker.url}/functions`)).status()).toBe(404)
  expect((await page.request.get(`${worker.url}/api/health`)).status()).toBe(200)
  await expect(
    status.filter({ hasText: /^Reading: [1-9]\d? of 41 functions, about \d+ s left/ }),
  ).toBeVisible({
    timeout: 60_000,
  })
  await picture('reading')
  await worker.kill()
  const halfway = status.filter({ hasText: /^Stopped half-way: [1-9]\d? of 41 functions read/ })
  await expect(halfway).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Go on' }).first()).toBeVisible()
  await picture('stopped-half-way')

  await worker.start()
  await expect(page.getByText(/^41 functions read, 1 could not be read, the last time/)).toBeVisible({
    timeout: 120_000,
  })
  await expect(page.getByRole('table', { name: 'Function URLs' })).toHaveAttribute('aria-rowcount', '41')
  expect(asked()).toBeLessThanOrEqual(41 + AT_ONCE)
  await worker.kill()
})

test('a function with forty aliases and a long name has a row for each URL, in a narrow window too', async ({
  page,
  world,
  consoleWith,
  picture,
}) => {
  const long = world.addFunction(`a-name-as-long-as-aws-allows-${'x'.repeat(28)}`)
  for (let index = 0; index < 40; index += 1) {
    const qualifier = `alias-${String(index).padStart(2, '0')}-${'y'.repeat(40)}`
    world.addAlias(long, qualifier)
    world.addUrl(long, { qualifier, authType: 'AWS_IAM' })
  }
  const server = await consoleWith({ CONSOLE_SWEEP: 'on' })
  await page.goto(server.url)
  const table = page.getByRole('table', { name: 'Function URLs' })
  await expect(table).toHaveAttribute('aria-rowcount', '41')
  await expect(page.getByRole('link', { name: new RegExp(`^${long.name}:alias-00-y+$`) })).toBeVisible()
  await picture('forty-aliases')
  await page.setViewportSize({ width: 360, height: 800 })
  await expect(page.getByRole('link', { name: new RegExp(`^${long.name}:alias-00-y+$`) })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await picture('forty-aliases-narrow')
})

test('a function that was deleted meanwhile leads to a page that says so, and is gone after the next reading', async ({
  page,
  world,
  consoleWith,
  account,
}) => {
  const kept = world.addFunction('kept')
  world.addUrl(kept)
  const deleted = world.addFunction('deleted')
  world.addUrl(deleted)
  const server = await consoleWith({})
  await page.goto(server.url)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  await expect(page.getByText(/^2 functions read, the last time/)).toBeVisible()
  account.sandbox.state.accounts
    .get(deleted.account)
    ?.regions.get(deleted.region)
    ?.functions.delete(deleted.name)
  await page.getByRole('link', { name: `${deleted.name}:$LATEST` }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/no |not /i)
  await page.goto(server.url)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  await expect(page.getByRole('link', { name: `${deleted.name}:$LATEST` })).toHaveCount(0)
  await expect(page.getByRole('link', { name: `${kept.name}:$LATEST` })).toBeVisible()
})

test('10,000 function URLs are filtered, sorted and walked through by keyboard alone', async ({
  page,
  consoleWith,
}) => {
  const server = await consoleWith({})
  fillIndex(server.databasePath, 10_000)
  await page.goto(server.url)
  const table = page.getByRole('table', { name: 'Function URLs' })
  await expect(table).toHaveAttribute('aria-rowcount', '10001')
  const publicOnes = page.getByRole('button', { name: /^Public/ })
  await publicOnes.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/q=is(:|%3A)public/)
  await expect(publicOnes).toHaveAttribute('aria-pressed', 'true')
  await expect(table).not.toHaveAttribute('aria-rowcount', '10001')
  await publicOnes.focus()
  await page.keyboard.press('Enter')
  await expect(table).toHaveAttribute('aria-rowcount', '10001')

  const region = page.getByRole('columnheader', { name: 'Region' })
  await region.getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(region).toHaveAttribute('aria-sort', 'ascending')
  const first = table.getByRole('row').nth(1)
  await expect(first).toContainText('eu-central-1')
  await page.keyboard.press('Enter')
  await expect(region).toHaveAttribute('aria-sort', 'descending')
  await expect(first).toContainText('us-east-1')
  await expectNoAxeViolations(page)

  await first.getByRole('link').first().focus()
  await expect(async () => {
    for (let key = 0; key < 30; key += 1) await page.keyboard.press('Tab')
    const place = await page.evaluate(() =>
      document.activeElement?.closest('tr')?.getAttribute('aria-rowindex'),
    )
    expect(Number(place)).toBeGreaterThan(120)
  }).toPass({ timeout: 45_000 })
  expect(await table.getByRole('row').count()).toBeLessThan(80)
})
