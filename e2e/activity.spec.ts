import { randomUUID } from 'node:crypto'
import Libsql from 'libsql'
import { expectNoAxeViolations } from './fixtures/axe'
import { handMadeActions } from './fixtures/hand-made-actions'
import { expect, test } from './fixtures/test'
import { addressIn, applyButton, applyReviewed, closeChange, dialogOf } from './fixtures/writing'

test('before the first change the page says what will stand here', async ({ page, consoleWith }) => {
  const own = await consoleWith({})
  await page.goto(`${own.url}/activity`)
  await expect(page.getByText('Nothing has been changed yet')).toBeVisible()
  await expectNoAxeViolations(page)
  await page.close()
})

test('a change is listed and told with who, when, before, after, calls and request ids', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'RESPONSE_STREAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  await closeChange(page)

  const title = `Change the invoke mode of ${shop.name}:$LATEST`
  await page.getByRole('link', { name: 'Activity' }).first().click()
  const row = page.getByRole('list', { name: 'Activity' }).getByRole('listitem').filter({ hasText: title })
  await expect(row).toContainText(`development ${shop.account} · ${shop.region} · by Test operator`)
  await expect(row).toContainText('Applied')
  await expect(row).toContainText('Invoke mode BUFFERED → RESPONSE_STREAM')
  await picture('activity')
  await expectNoAxeViolations(page)

  await row.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  const [call] = world.calls(shop, 'UpdateFunctionUrlConfig')
  await expect(page.getByText(`request id ${call?.requestId}`)).toBeVisible()
  await expect(page.getByText('Test operator', { exact: true })).toBeVisible()
  const difference = page.getByRole('row', { name: /Invoke mode/ })
  await expect(difference).toContainText('BUFFERED')
  await expect(difference).toContainText('RESPONSE_STREAM')
  await page.getByText('The whole configuration as JSON').click()
  await expect(page.getByRole('group', { name: 'After', exact: true })).toContainText('"RESPONSE_STREAM"')
  await picture('change')
  await expectNoAxeViolations(page)

  await page.getByRole('link', { name: `${shop.name}:$LATEST` }).click()
  await page.getByRole('navigation', { name: 'Function URL' }).getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByRole('list', { name: 'Activity' }).getByRole('listitem')).toHaveText([
    /Change the invoke mode/,
  ])
  await expectNoAxeViolations(page)
})

test('an applied change is reverted by a new one, planned on the current state', async ({ page, world }) => {
  const shop = world.addFunction('shop')
  const url = world.addUrl(shop, { authType: 'AWS_IAM' })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'RESPONSE_STREAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  await dialogOf(page).getByRole('link', { name: 'See the record' }).click()
  const title = `Change the invoke mode of ${shop.name}:$LATEST`
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  await expect(page).toHaveTitle(new RegExp(`^${title.replace('$', '\\$')} · `))
  await page.getByRole('button', { name: 'Revert this change' }).click()
  await expect(page.getByRole('dialog', { name: `Revert “${title}”` })).toBeVisible()
  await applyButton(page).click()
  await expect(page.getByRole('heading', { name: `Revert “${title}”`, level: 1 })).toBeVisible()
  await expect(page.getByText('Applied', { exact: true }).first()).toBeVisible()
  expect(url.invokeMode).toBe('BUFFERED')
  await page.goto(addressIn(shop, '$LATEST', 'activity'))
  await expect(page.getByRole('list', { name: 'Activity' }).getByRole('listitem').last()).toContainText(
    'Applied, then reverted',
  )
})

test('the record is searched by function URL, kind, outcome and time; the view is a link', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'RESPONSE_STREAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  await page.goto('/activity')
  const rows = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await page.getByRole('searchbox', { name: 'Search names and texts' }).fill(shop.name)
  await page.getByRole('combobox', { name: 'What' }).selectOption('settings')
  await page.getByRole('combobox', { name: 'Where' }).selectOption(`${shop.account}/${shop.region}`)
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('applied')
  await page.getByRole('combobox', { name: 'When' }).selectOption('hour')
  await expect(rows).toHaveText([/Change the invoke mode/])
  await expectNoAxeViolations(page)
  await picture('filtered')
  await page.reload()
  await expect(rows).toHaveText([/Change the invoke mode/])
  await page.getByRole('combobox', { name: 'What' }).selectOption('delete')
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(page).toHaveURL(/\/activity$/)
  await expect(rows.filter({ hasText: shop.name })).toHaveCount(1)
})

test('earlier changes come a page at a time, each once', async ({ page, world, server }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  const { account, region, name: functionName } = shop
  const identity = { account, region, functionName, qualifier: '$LATEST' }
  const actions = handMadeActions(server.port)
  for (let MaxAge = 1; MaxAge <= 27; MaxAge++) {
    const request = {
      kind: 'update' as const,
      identity,
      Cors: { AllowOrigins: ['https://shop.example.com'], MaxAge },
    }
    const changeId = randomUUID()
    const planHash = await actions.planHashOf(request)
    await actions.apply({ changeId, request, planHash })
    await expect
      .poll(async () => (await page.request.get(`/api/changes/${changeId}`)).json())
      .toMatchObject({ value: { outcome: { verdict: 'applied' } } })
  }
  await page.goto(addressIn(shop, '$LATEST', 'activity'))
  const rows = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await expect(rows).toHaveCount(25)
  await page.getByRole('button', { name: 'Show earlier entries' }).click()
  await expect(rows).toHaveCount(27)
  const addresses = await rows
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(new Set(addresses).size).toBe(27)
  await expect(page.getByRole('button', { name: 'Show earlier entries' })).toHaveCount(0)
})

test('a change id that the journal does not know is a page that says so', async ({ page, watch }) => {
  watch.allow(/404/)
  await page.goto(`/activity/${randomUUID()}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(page.getByRole('link', { name: /functions/i }).first()).toBeVisible()
})

test('a record that was changed outside the console says where, and changes wait until that is acknowledged', async ({
  page,
  world,
  consoleWith,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  const own = await consoleWith({})
  const actions = handMadeActions(own.port)
  const apply = async (MaxAge: number) => {
    const { account, region, name: functionName } = shop
    const identity = { account, region, functionName, qualifier: '$LATEST' }
    const Cors = { AllowOrigins: ['https://shop.example.com'], MaxAge }
    const request = { kind: 'update' as const, identity, Cors }
    const changeId = randomUUID()
    const answer = await actions.apply({ changeId, request, planHash: await actions.planHashOf(request) })
    return { changeId, answer }
  }
  const isApplied = async (changeId: string) =>
    expect
      .poll(async () => (await page.request.get(`${own.url}/api/changes/${changeId}`)).json())
      .toMatchObject({ value: { outcome: { verdict: 'applied' } } })
  await isApplied((await apply(60)).changeId)
  await isApplied((await apply(120)).changeId)
  await own.stop()

  const raw = new Libsql(own.databasePath)
  raw.exec(
    'update journal_events set text = replace(text, \'"MaxAge":60\', \'"MaxAge":61\') where position = 1',
  )
  raw.exec(
    "update journal_events set actor_name = 'Tom' where position = (select max(position) from journal_events)",
  )
  raw.close()
  await own.start()

  await page.goto(`${own.url}/activity`)
  await expect(page.getByText('The record was changed outside this console, from event 1 on')).toBeVisible()
  await expect(
    page.getByRole('list', { name: 'What is wrong with the record' }).getByRole('listitem'),
  ).toHaveText([/Event 1 was changed/, /The index of event \d+ says something else/])
  const rows = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await expect(rows).toHaveText([/This entry cannot be read/, /This entry cannot be read.*Position 1/])
  await picture('record-changed')
  await expectNoAxeViolations(page)
  const health = async () => (await page.request.get(`${own.url}/api/health`)).json()
  expect(await health()).toMatchObject({ up: true, ok: false, record: { state: 'tampered', position: 1 } })
  expect((await apply(180)).answer.body).toContain('"code":"record-tampered"')

  await page.getByRole('button', { name: 'Acknowledge…' }).click()
  await expect(dialogOf(page)).toContainText('Nothing is repaired')
  await picture('record-acknowledge')
  await expectNoAxeViolations(page)
  await dialogOf(page).getByRole('button', { name: 'Acknowledge', exact: true }).click()
  await expect(page.getByText('The record was changed outside this console')).toHaveCount(0)
  await expect(rows).toHaveText([
    /Test operator acknowledged that the record was changed, in 2 places from event 1 on.*last hash found/,
    /This entry cannot be read.*Position \d+/,
    /This entry cannot be read.*Position 1/,
  ])
  await picture('record-acknowledged')
  expect(await health()).toMatchObject({ ok: true, record: { state: 'whole' } })
  await isApplied((await apply(180)).changeId)
})
