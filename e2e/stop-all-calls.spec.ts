import type { Page } from '@playwright/test'
import type { FunctionState } from '@/lib/sandbox/state'
import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, REGION } from './fixtures/test-account'
import type { World } from './fixtures/world'
import {
  addressIn,
  applyReviewed,
  callsIn,
  closeChange,
  DENIED,
  dialogOf,
  statusAt,
  writesTo,
} from './fixtures/writing'

/** A function with two public URLs, its own and one of the alias `live`, and 20 reserved unless told. */
function publicFunction(world: World, reservedConcurrency: number | undefined = 20): FunctionState {
  const checkout = world.addFunction('checkout', { reservedConcurrency })
  world.addAlias(checkout, 'live')
  for (const qualifier of ['$LATEST', 'live']) {
    world.addUrl(checkout, { qualifier, authType: 'NONE' })
    world.addPublicStatements(checkout, qualifier)
  }
  return checkout
}

async function reviewStopping(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Stop all calls…' }).click()
  await expect(callsIn(page)).toHaveCount(1)
}

async function stopReviewed(page: Page, target: FunctionState): Promise<void> {
  await dialogOf(page)
    .getByLabel(/^Type .* to confirm$/)
    .fill(`development/${target.region}/${target.name}`)
  await dialogOf(page).getByRole('button', { name: 'Stop all calls' }).click()
  await expect(dialogOf(page).getByText('Applied', { exact: true })).toBeVisible()
}

test('stopped from the header: every URL answers 429 until the finding’s cure lets calls in again', async ({
  page,
  world,
  picture,
}) => {
  const checkout = publicFunction(world)
  const addresses = [world.addressOf(checkout), world.addressOf(checkout, 'live')]
  for (const address of addresses) expect(await statusAt(address)).toBe(200)
  await page.goto(addressIn(checkout, 'live'))
  await reviewStopping(page)
  const review = page.getByRole('dialog', { name: `Stop all calls of ${checkout.name}` })
  await expect(review).toContainText('Every call of this function gets 429')
  await expect(review).toContainText('its function URLs on $LATEST and live, its alias live,')
  await expect(review).toContainText('they can’t be listed here')
  await expect(review).toContainText('The 20 reserved now go back to the account’s pool')
  await expect(callsIn(page).first()).toContainText('PutFunctionConcurrency')
  await expect(review.getByRole('button', { name: 'Stop all calls' })).toBeDisabled()
  await review.getByText('The same as AWS CLI commands').click()
  await expect(review).toContainText('aws lambda put-function-concurrency')
  await picture('stop-review')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  expect(writesTo(world, checkout)).toEqual([])

  await stopReviewed(page, checkout)
  await closeChange(page)
  expect(checkout.reservedConcurrency).toBe(0)
  for (const address of addresses) expect(await statusAt(address)).toBe(429)
  await expect(page.getByText('Throttled to 0').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Let calls in again…' })).toBeVisible()

  await page.getByRole('link', { name: /^Access/ }).click()
  await expect(page.getByText('All calls are stopped')).toBeVisible()
  await picture('stopped-access')
  await page.getByRole('button', { name: 'Review reserving 20 again' }).click()
  await expect(callsIn(page).first()).toContainText('20 reserved')
  await applyReviewed(page)
  await closeChange(page)
  expect(checkout.reservedConcurrency).toBe(20)
  for (const address of addresses) expect(await statusAt(address)).toBe(200)
  await expect(page.getByText('All calls are stopped')).toHaveCount(0)
  expect(writesTo(world, checkout)).toEqual(['PutFunctionConcurrency', 'PutFunctionConcurrency'])
})

test('let in again from the header with another number or none, and from the record with the former one', async ({
  page,
  world,
  picture,
}) => {
  const checkout = publicFunction(world, 7)
  const functionPage = `/functions/${HOME_ACCOUNT}/${REGION}/${checkout.name}`
  await page.goto(functionPage)
  await reviewStopping(page)
  await stopReviewed(page, checkout)
  await dialogOf(page).getByRole('link', { name: 'See the record' }).click()
  await expect(page.getByText('Before, 7 were reserved for it.')).toBeVisible()
  await expect(page.getByText('0: every call gets 429').first()).toBeVisible()

  await page.goto(functionPage)
  await expect(page.getByText('All calls are throttled (reserved concurrency 0)')).toBeVisible()
  await page.getByRole('button', { name: 'Let calls in again…' }).click()
  await expect(page).toHaveURL(/panel=let-calls-in/)
  await expect(dialogOf(page).getByRole('radio', { name: /^7 reserved/ })).toBeChecked()
  await picture('let-calls-in')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  await dialogOf(page)
    .getByRole('radio', { name: /^Another number/ })
    .click()
  await dialogOf(page).getByLabel('Reserved concurrency', { exact: true }).fill('0')
  await dialogOf(page).getByRole('button', { name: 'Review' }).click()
  await expect(dialogOf(page).getByText('Enter a whole number of at least 1.')).toBeVisible()
  await dialogOf(page).getByLabel('Reserved concurrency', { exact: true }).fill('9')
  await dialogOf(page).getByRole('button', { name: 'Review' }).click()
  await expect(page.getByRole('dialog', { name: `Let calls of ${checkout.name} in again` })).toContainText(
    '9 reserved',
  )
  await dialogOf(page).getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Let calls in again…' }).click()
  await dialogOf(page)
    .getByRole('radio', { name: /^No reservation/ })
    .click()
  await dialogOf(page).getByRole('button', { name: 'Review' }).click()
  await expect(callsIn(page).first()).toContainText('DeleteFunctionConcurrency')
  await applyReviewed(page)
  await closeChange(page)
  expect(checkout.reservedConcurrency).toBeUndefined()
  await expect(page.getByText('not reserved')).toBeVisible()
  expect(await statusAt(world.addressOf(checkout))).toBe(200)
})

test('whether the account has so much left is said before AWS is asked, or that it can’t be checked', async ({
  page,
  world,
}) => {
  const checkout = publicFunction(world, 0)
  const open = async (reserved: string) => {
    await page.goto(`${addressIn(checkout)}?panel=let-calls-in`)
    await dialogOf(page)
      .getByRole('radio', { name: /^Another number/ })
      .click()
    await dialogOf(page).getByLabel('Reserved concurrency', { exact: true }).fill(reserved)
  }
  await open('5000')
  await expect(dialogOf(page)).toContainText('AWS will refuse this: of the 1,000 concurrent executions')
  await dialogOf(page).getByRole('button', { name: 'Review' }).click()
  await expect(callsIn(page)).toHaveCount(0)
  await expect(page.getByLabel('Reserved concurrency', { exact: true })).toBeVisible()

  world.faultOfRegion({
    account: HOME_ACCOUNT,
    region: REGION,
    operation: 'GetAccountSettings',
    when: 'before',
    what: DENIED,
    times: 2,
  })
  await open('5')
  await dialogOf(page).getByRole('button', { name: 'Review' }).click()
  await expect(callsIn(page)).toHaveCount(1)
  await expect(dialogOf(page)).toContainText('Whether the account has 5 to reserve can’t be checked.')
  await applyReviewed(page)
  expect(checkout.reservedConcurrency).toBe(5)
})

test('stopped by somebody else: nothing is chosen beforehand, and Review asks to choose', async ({
  page,
  world,
  picture,
}) => {
  const checkout = publicFunction(world, 0)
  await page.goto(`${addressIn(checkout)}?panel=let-calls-in`)
  await expect(dialogOf(page)).toContainText('What was reserved before is not known')
  for (const radio of await dialogOf(page).getByRole('radio').all()) await expect(radio).not.toBeChecked()
  await dialogOf(page).getByRole('button', { name: 'Review' }).click()
  await expect(dialogOf(page).getByText('Choose what shall be reserved.')).toBeVisible()
  await picture('let-calls-in-unknown')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  expect(writesTo(world, checkout)).toEqual([])
})

test('Back leads from the review to what was entered, and from there to the page', async ({
  page,
  world,
}) => {
  const checkout = publicFunction(world, 0)
  await page.goto(addressIn(checkout))
  await page.getByRole('button', { name: 'Let calls in again…' }).click()
  await dialogOf(page)
    .getByRole('radio', { name: /^Another number/ })
    .click()
  await dialogOf(page).getByLabel('Reserved concurrency', { exact: true }).fill('9')
  await dialogOf(page).getByRole('button', { name: 'Review' }).click()
  await expect(callsIn(page)).toHaveCount(1)

  await page.goBack()
  await expect(callsIn(page)).toHaveCount(0)
  await expect(dialogOf(page).getByLabel('Reserved concurrency', { exact: true })).toHaveValue('9')
  await expect(page).toHaveURL(/panel=let-calls-in/)
  await dialogOf(page).getByRole('button', { name: 'Review' }).click()
  await expect(callsIn(page)).toHaveCount(1)
  await page.goBack()
  await expect(dialogOf(page).getByLabel('Reserved concurrency', { exact: true })).toHaveValue('9')
  // The dialog is there before its place in the history is: going back at once would leave the page.
  await expect(callsIn(page)).toHaveCount(0)
  await expect(page).toHaveURL(/panel=let-calls-in/)
  await page.goBack()
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(page).toHaveURL(addressIn(checkout))

  await page.getByRole('button', { name: 'Let calls in again…' }).click()
  await dialogOf(page)
    .getByRole('radio', { name: /^No reservation/ })
    .click()
  await dialogOf(page).getByRole('button', { name: 'Review' }).click()
  await applyReviewed(page)
  await closeChange(page)
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(page).not.toHaveURL(/panel=/)
  expect(checkout.reservedConcurrency).toBeUndefined()
})

test('a reply that was lost is read back; the stop is neither doubted nor repeated', async ({
  page,
  world,
}) => {
  const checkout = publicFunction(world)
  await page.goto(addressIn(checkout))
  await reviewStopping(page)
  world.fault(checkout, { operation: 'PutFunctionConcurrency', when: 'after', what: 'reset', times: 1 })
  await stopReviewed(page, checkout)
  await expect(dialogOf(page)).toContainText('The change is there')
  expect(writesTo(world, checkout)).toEqual(['PutFunctionConcurrency'])
  expect(checkout.reservedConcurrency).toBe(0)
})

test('an edit of the URL meanwhile does not hold up the stop', async ({ page, world }) => {
  const checkout = publicFunction(world)
  await page.goto(addressIn(checkout))
  await reviewStopping(page)
  const url = checkout.urls.get('$LATEST')
  if (url)
    Object.assign(url, { invokeMode: 'RESPONSE_STREAM', lastModifiedTime: '2026-11-01T00:00:00.000000000Z' })
  await stopReviewed(page, checkout)
  expect(checkout.reservedConcurrency).toBe(0)
})

test('for reading only, the menu and the way back say why', async ({ page, world, consoleWith, watch }) => {
  watch.allow(/net::ERR_/)
  const server = await consoleWith({ CONSOLE_READ_ONLY: 'true' })
  const checkout = publicFunction(world)
  await page.goto(`${server.url}${addressIn(checkout)}`)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  const item = page.getByRole('menuitem', { name: /^Stop all calls/ })
  await expect(item).toHaveAttribute('aria-disabled', 'true')
  await expect(item).toContainText('The console is in read-only mode')
  const stopped = publicFunction(world, 0)
  await page.goto(`${server.url}${addressIn(stopped, '$LATEST', 'access')}`)
  for (const name of ['Let calls in again…', 'Review removing the reservation'])
    await expect(page.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true')
  expect(writesTo(world, checkout)).toEqual([])
})
