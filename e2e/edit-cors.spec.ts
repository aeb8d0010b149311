import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import {
  addressIn,
  applyButton,
  applyReviewed,
  callsIn,
  closeChange,
  dialogOf,
  writesTo,
} from './fixtures/writing'

test('all six members are edited, reviewed as before and after, and stored', async ({
  page,
  world,
  picture,
}) => {
  const checkout = world.addFunction('checkout')
  world.addAlias(checkout, 'live')
  world.addUrl(checkout, { qualifier: 'live', cors: { AllowOrigins: ['https://old.example.com'] } })
  await page.goto(addressIn(checkout, 'live', 'cors'))
  await page.getByLabel('Allow origins', { exact: true }).fill('https://shop.example.com')
  await page.getByLabel('Allow origins', { exact: true }).press('Enter')
  await page.getByRole('button', { name: 'Remove https://old.example.com' }).click()
  await page.getByRole('button', { name: 'GET', exact: true }).click()
  await page.getByRole('button', { name: 'POST', exact: true }).click()
  await page.getByLabel('Allow headers', { exact: true }).fill('Content-Type, X-Basket')
  await page.getByLabel('Allow headers', { exact: true }).press('Enter')
  await page.getByLabel('Expose headers', { exact: true }).fill('x-request-id')
  await page.getByLabel('Expose headers', { exact: true }).press('Enter')
  await page.getByRole('switch', { name: 'Allow credentials in browser calls' }).click()
  await page.getByLabel('Max age', { exact: true }).fill('10')
  await picture('cors')
  await expectNoAxeViolations(page)

  await page.getByRole('button', { name: 'Review changes' }).click()
  const row = (name: string) => dialogOf(page).getByRole('row', { name: new RegExp(name) })
  await expect(row('Allow origins')).toContainText('https://old.example.com')
  await expect(row('Allow origins')).toContainText('https://shop.example.com')
  await expect(row('Max age')).toContainText('600 s')
  await expect(callsIn(page)).toHaveText([/UpdateFunctionUrlConfig/])
  await dialogOf(page).getByText('The same as AWS CLI commands').click()
  await expect(dialogOf(page)).toContainText('--qualifier live')
  await picture('review')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  expect(writesTo(world, checkout)).toEqual([])

  await applyReviewed(page)
  expect(checkout.urls.get('live')?.cors).toEqual({
    AllowOrigins: ['https://shop.example.com'],
    AllowMethods: ['GET', 'POST'],
    AllowHeaders: ['content-type', 'x-basket'],
    ExposeHeaders: ['x-request-id'],
    AllowCredentials: true,
    MaxAge: 600,
  })
  const reads = world.calls(checkout, 'GetFunctionUrlConfig').length
  await closeChange(page)
  await expect(page.getByText('No changes', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove https://shop.example.com' })).toBeVisible()
  expect(world.calls(checkout, 'GetFunctionUrlConfig'), 'shown as the executor read it back').toHaveLength(
    reads,
  )
  await page.reload()
  await expect(page.getByText('No changes', { exact: true })).toBeVisible()
})

test('clearing CORS and leaving it empty are two things', async ({ page, world }) => {
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout, { cors: { AllowOrigins: ['https://old.example.com'] } })
  const url = checkout.urls.get('$LATEST')
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  await page.getByRole('button', { name: 'Remove https://old.example.com' }).click()
  await expect(page.getByText('CORS is on and allows no origin')).toBeVisible()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  expect(url?.cors).toEqual({ AllowOrigins: [] })
  await closeChange(page)

  await page.getByRole('radio', { name: 'Off' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(callsIn(page)).toHaveText([/clears CORS/])
  await applyReviewed(page)
  expect(url?.cors).toBeUndefined()
})

test('an origin with a path is refused where it was typed, and mended with one click', async ({
  page,
  world,
}) => {
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout, { cors: { AllowMethods: ['GET'] } })
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  const origins = page.getByLabel('Allow origins', { exact: true })
  await origins.fill('https://Shop.example.com/')
  await origins.press('Enter')
  await expect(page.getByText('1 problem to fix')).toBeVisible()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  await page.getByRole('button', { name: /: https:\/\/Shop\.example\.com\/$/ }).click()
  await expect(page.getByRole('button', { name: 'Remove https://shop.example.com' })).toBeVisible()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  expect(checkout.urls.get('$LATEST')?.cors?.AllowOrigins).toEqual(['https://shop.example.com'])
})

test('typing * asks at once whether every website is meant', async ({ page, world }) => {
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout, { cors: { AllowMethods: ['GET'] } })
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  const origins = page.getByLabel('Allow origins', { exact: true })
  await origins.fill('*')
  await origins.press('Enter')
  const question = page.getByRole('alert').filter({ hasText: 'Allow every website?' })
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('No changes', { exact: true })).toBeVisible()
  await origins.fill('*')
  await origins.press('Enter')
  await question.getByRole('button', { name: 'Keep *' }).click()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  expect(checkout.urls.get('$LATEST')?.cors).toEqual({ AllowMethods: ['GET'], AllowOrigins: ['*'] })
})

test('what was typed is there again after a reload', async ({ page, world }) => {
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout, { cors: { AllowOrigins: ['https://old.example.com'] } })
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  await page.getByLabel('Allow origins', { exact: true }).fill('https://shop.example.com')
  await page.getByLabel('Allow origins', { exact: true }).press('Enter')
  await expect(page.getByRole('button', { name: 'Remove https://shop.example.com' })).toBeVisible()
  await page.reload()
  await expect(page.getByText('Your unsaved changes from before are back')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove https://shop.example.com' })).toBeVisible()
  await page.getByRole('button', { name: 'Discard my changes' }).click()
  await expect(page.getByText('No changes', { exact: true })).toBeVisible()
})

test('a URL whose alias is gone: the review says so before anything is tried', async ({ page, world }) => {
  const checkout = world.addFunction('checkout')
  world.addAlias(checkout, 'live')
  world.addUrl(checkout, { qualifier: 'live', cors: { AllowOrigins: ['https://old.example.com'] } })
  checkout.aliases.delete('live')
  await page.goto(addressIn(checkout, 'live', 'cors'))
  await page.getByRole('button', { name: 'POST', exact: true }).first().click()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(dialogOf(page).getByText(`The function ${checkout.name} has no alias live.`)).toBeVisible()
  expect(writesTo(world, checkout)).toEqual([])
})

test('the form opens once the page listens, so that no key is lost on a slow connection', async ({
  page,
  world,
}) => {
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout, { cors: { AllowOrigins: ['https://old.example.com'] } })
  let letScriptsThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letScriptsThrough = resolve
  })
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(addressIn(checkout, '$LATEST', 'cors'), { waitUntil: 'commit' })
  const form = page.locator('form[aria-label="CORS settings"]')
  await expect(form).toHaveAttribute('inert')
  letScriptsThrough()
  await expect(form).not.toHaveAttribute('inert')
  await page.getByRole('button', { name: 'Remove https://old.example.com' }).click()
  await expect(page.getByText('CORS is on and allows no origin')).toBeVisible()
})

test('a change made elsewhere between review and apply is shown, not overwritten', async ({
  page,
  world,
  picture,
}) => {
  const checkout = world.addFunction('checkout')
  const url = world.addUrl(checkout, { cors: { AllowOrigins: ['https://old.example.com'] } })
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  await page.getByLabel('Allow origins', { exact: true }).fill('https://mine.example.com')
  await page.getByLabel('Allow origins', { exact: true }).press('Enter')
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(callsIn(page)).toHaveCount(1)
  const theirs = { AllowOrigins: ['https://theirs.example.com'] }
  Object.assign(url, { cors: theirs, lastModifiedTime: new Date().toISOString() })

  await applyButton(page).click()
  const alert = dialogOf(page).getByRole('alert')
  await expect(alert).toContainText('This was changed elsewhere since you looked at it')
  await expect(dialogOf(page).getByRole('row', { name: /Allow origins/ })).toContainText(
    'https://theirs.example.com',
  )
  await picture('changed-elsewhere')
  expect(url.cors).toEqual(theirs)
  expect(writesTo(world, checkout)).toEqual([])

  await applyReviewed(page)
  expect(url.cors?.AllowOrigins).toEqual(['https://old.example.com', 'https://mine.example.com'])
})

test('a change made elsewhere since the page was read is shown in the review, and under the draft', async ({
  page,
  world,
}) => {
  const checkout = world.addFunction('checkout')
  const url = world.addUrl(checkout, {
    cors: { AllowOrigins: ['https://old.example.com'], AllowMethods: ['GET'] },
  })
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  await page.getByLabel('Allow origins', { exact: true }).fill('https://mine.example.com')
  await page.getByLabel('Allow origins', { exact: true }).press('Enter')
  const theirs = { AllowOrigins: ['https://old.example.com'], AllowMethods: ['GET', 'POST'] }
  Object.assign(url, { cors: theirs, lastModifiedTime: new Date().toISOString() })
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(dialogOf(page).getByRole('alert')).toContainText('This was changed elsewhere')
  await expect(dialogOf(page).getByRole('columnheader', { name: 'Theirs, current' })).toBeVisible()
  await dialogOf(page).getByRole('button', { name: 'Back to editing' }).click()
  await expect(page.getByText('CORS was changed since you began editing')).toBeVisible()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  expect(url.cors).toEqual({
    AllowOrigins: ['https://old.example.com', 'https://mine.example.com'],
    AllowMethods: ['GET', 'POST'],
  })
})

test('the review offers to merge what somebody else changed meanwhile', async ({ page, world, picture }) => {
  const checkout = world.addFunction('checkout')
  const url = world.addUrl(checkout, {
    cors: { AllowOrigins: ['https://old.example.com'], AllowMethods: ['GET'] },
  })
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  await page.getByLabel('Allow origins', { exact: true }).fill('https://mine.example.com')
  await page.getByLabel('Allow origins', { exact: true }).press('Enter')
  const theirs = {
    AllowOrigins: ['https://old.example.com', 'https://theirs.example.com'],
    AllowMethods: ['GET', 'POST'],
  }
  Object.assign(url, { cors: theirs, lastModifiedTime: new Date().toISOString() })
  await page.getByRole('button', { name: 'Review changes' }).click()
  await picture('merge-offered')
  await dialogOf(page).getByRole('button', { name: 'Merge both changes' }).click()
  await expect(dialogOf(page)).toContainText('Merged: your change on top of theirs')
  await applyReviewed(page)
  await expect(dialogOf(page)).toContainText('up to a minute')
  expect(url.cors).toEqual({
    AllowOrigins: ['https://old.example.com', 'https://theirs.example.com', 'https://mine.example.com'],
    AllowMethods: ['GET', 'POST'],
  })
})

test('the way from the field over the review to the end needs no mouse', async ({ page, world }) => {
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout, { cors: { AllowOrigins: ['https://old.example.com'] } })
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  const origins = page.getByLabel('Allow origins', { exact: true })
  await origins.focus()
  await page.keyboard.type('https://shop.example.com')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(dialogOf(page).getByRole('heading', { level: 2 })).toBeFocused()
  await expect(callsIn(page)).toHaveCount(1)
  const apply = applyButton(page)
  await expect(apply).toBeEnabled()
  for (let stop = 0; stop < 10 && !(await apply.evaluate((each) => each === document.activeElement)); stop++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialogOf(page).getByText('Applied', { exact: true })).toBeVisible()
  expect(checkout.urls.get('$LATEST')?.cors?.AllowOrigins).toContain('https://shop.example.com')
  await page.keyboard.press('Escape')
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(origins).toBeVisible()
})
