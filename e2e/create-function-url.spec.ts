import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import {
  addressIn,
  applyButton,
  applyReviewed,
  callsIn,
  dialogOf,
  idsOf,
  statementsOf,
  statusAt,
  typedFor,
  writesTo,
} from './fixtures/writing'

test('an AWS_IAM URL with a grant: chosen, reviewed, applied, shown', async ({ page, world, picture }) => {
  const checkout = world.addFunction('checkout')
  world.addAlias(checkout, 'live')
  await page.goto('/functions/create')
  await page.getByRole('combobox', { name: 'Function' }).fill(checkout.name)
  await page.getByRole('option', { name: checkout.name }).click()
  await page.getByRole('combobox', { name: 'Qualifier' }).click()
  await page.getByRole('option', { name: /^live/ }).click()
  await expect(page.getByRole('radio', { name: 'AWS_IAM' })).toBeChecked()
  await page.getByLabel('Grant to').fill('444455556666')
  await page.getByLabel('Grant to').press('Enter')
  await picture('create')
  await expectNoAxeViolations(page)

  await page.getByRole('button', { name: 'Review creation' }).click()
  await expect(callsIn(page)).toHaveText([/CreateFunctionUrlConfig/, /AddPermission/, /AddPermission/])
  await expect(dialogOf(page)).toContainText('The account 444455556666 may invoke the function URL')
  await dialogOf(page).getByText('The same as AWS CLI commands').click()
  await expect(dialogOf(page)).toContainText('aws lambda create-function-url-config')
  await picture('review')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  expect(writesTo(world, checkout)).toEqual([])

  await applyReviewed(page)
  await expect(dialogOf(page)).toContainText(world.addressOf(checkout, 'live'))
  await expect(dialogOf(page).getByRole('link', { name: 'Try it' })).toBeVisible()
  // What has just been made is no mistake of the form behind.
  await expect(page.getByText('has a function URL already')).toHaveCount(0)
  await dialogOf(page).getByRole('button', { name: 'View function URL' }).click()
  await expect(page).toHaveURL(new RegExp(`${addressIn(checkout, 'live')}$`))
  await expect(page.getByText(world.addressOf(checkout, 'live'), { exact: true }).first()).toBeVisible()
  expect(checkout.urls.get('live')?.authType).toBe('AWS_IAM')
  expect(idsOf(checkout, 'live')).toEqual([
    'FunctionURLAllow-Account-444455556666',
    'FunctionURLInvokeAllow-Account-444455556666',
  ])
  expect(statementsOf(checkout, '$LATEST')).toEqual([])
  await picture('overview')
  await expectNoAxeViolations(page)
})

test('a public URL answers 403 until its last grant is made, and 200 then', async ({ page, world }) => {
  const shop = world.addFunction('shop')
  const { account, region, name: functionName } = shop
  world.fault(shop, {
    operation: 'AddPermission',
    when: 'before',
    what: { slowMs: 3_000 },
    times: 1,
    skip: 1,
  })
  await page.goto(`/functions/create?${new URLSearchParams({ account, region, functionName })}`)
  await page.getByRole('radio', { name: 'NONE' }).check()
  await page.getByRole('button', { name: 'Review creation' }).click()
  await expect(dialogOf(page)).toContainText('Anyone on the internet who knows the address can call')
  await applyButton(page).click()
  await expect(callsIn(page).nth(2)).toContainText('Running')
  expect(await statusAt(world.addressOf(shop))).toBe(403)
  await expect(dialogOf(page).getByText('Applied', { exact: true })).toBeVisible()
  expect(await statusAt(world.addressOf(shop))).toBe(200)
  expect(idsOf(shop)).toEqual(['FunctionURLAllowPublicAccess', 'FunctionURLInvokeAllowPublicAccess'])
})

test('qualifiers that have a URL are shown as taken and cannot be chosen', async ({ page, world }) => {
  const checkout = world.addFunction('checkout')
  world.addAlias(checkout, 'live')
  world.addAlias(checkout, 'canary')
  world.addUrl(checkout, { qualifier: 'live' })
  const { account, region, name: functionName } = checkout
  await page.goto(`/functions/create?${new URLSearchParams({ account, region, functionName })}`)
  const qualifier = page.getByRole('combobox', { name: 'Qualifier' })
  await qualifier.click()
  const taken = page.getByRole('option', { name: /^live/ })
  await expect(taken).toContainText('has a function URL already')
  await expect(taken).toBeDisabled()
  await taken.click({ force: true })
  await expect(qualifier).not.toHaveValue('live')
  await page.getByRole('option', { name: /^canary/ }).click()
  await expect(qualifier).toHaveValue('canary')
})

test('what is missing or wrong is said under its field, and nothing is asked of AWS', async ({
  page,
  world,
}) => {
  const checkout = world.addFunction('checkout')
  await page.goto('/functions/create')
  await page.getByLabel('Grant to').fill('everybody')
  await page.getByLabel('Grant to').press('Enter')
  await page.getByRole('button', { name: 'Review creation' }).click()
  await expect(page.getByText('Choose a function.', { exact: true })).toBeVisible()
  await expect(page.getByText('everybody: A role looks like')).toBeVisible()
  await expect(dialogOf(page)).toHaveCount(0)
  expect(world.calls(checkout)).toEqual([])
})

test('a deleted URL is created again from its record, with a new address', async ({ page, world }) => {
  const checkout = world.addFunction('checkout')
  const cors = { AllowOrigins: ['https://shop.example.com'], AllowMethods: ['GET', 'POST'], MaxAge: 600 }
  world.addUrl(checkout, { authType: 'NONE', invokeMode: 'RESPONSE_STREAM', cors })
  world.addPublicStatements(checkout)
  const lost = world.addressOf(checkout)
  await page.goto(`${addressIn(checkout)}?panel=delete`)
  await page.getByLabel(`Type ${typedFor(checkout)} to delete it`).fill(typedFor(checkout))
  await page.getByRole('button', { name: 'Delete function URL' }).click()
  await expect(dialogOf(page).getByText('Applied', { exact: true })).toBeVisible()
  expect(checkout.urls.size).toBe(0)

  await dialogOf(page).getByRole('link', { name: 'See the record' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Delete the function URL')
  await page.getByRole('link', { name: 'Recreate (new address)' }).click()
  await expect(page.getByText('These are the settings of a deleted function URL')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'RESPONSE_STREAM' })).toBeChecked()
  await page.getByRole('button', { name: 'Review creation' }).click()
  await applyReviewed(page)
  expect(world.addressOf(checkout)).not.toBe(lost)
  expect(checkout.urls.get('$LATEST')).toMatchObject({
    authType: 'NONE',
    invokeMode: 'RESPONSE_STREAM',
    cors,
  })
  expect(await statusAt(world.addressOf(checkout))).toBe(200)
})

test('a qualifier in the address that has a function URL is said to be taken, under its field', async ({
  page,
  world,
}) => {
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout)
  const { account, region, name: functionName } = checkout
  const place = new URLSearchParams({ account, region, functionName, qualifier: '$LATEST' })
  await page.goto(`/functions/create?${place}`)
  await expect(page.getByRole('combobox', { name: 'Qualifier' })).toHaveAccessibleDescription(
    /\$LATEST has a function URL already/,
  )
})
