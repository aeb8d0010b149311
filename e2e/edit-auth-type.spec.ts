import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT } from './fixtures/test-account'
import {
  addressIn,
  applyButton,
  applyReviewed,
  callsIn,
  closeChange,
  DENIED,
  dialogOf,
  idsOf,
  statusAt,
  typedFor,
  writesTo,
} from './fixtures/writing'
import { promise } from './promises/promise'

const PUBLIC_IDS = ['FunctionURLAllowPublicAccess', 'FunctionURLInvokeAllowPublicAccess']

test('closing switches to AWS_IAM first, then takes the public statements away', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  expect(await statusAt(world.addressOf(shop))).toBe(200)
  await page.goto(addressIn(shop))
  await page.getByRole('navigation', { name: 'Function URL' }).getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  await picture('edit')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(callsIn(page)).toHaveText([/UpdateFunctionUrlConfig/, /RemovePermission/, /RemovePermission/])
  await applyReviewed(page)
  await picture('applied')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  expect(writesTo(world, shop)).toEqual(['UpdateFunctionUrlConfig', 'RemovePermission', 'RemovePermission'])
  expect(idsOf(shop)).toEqual([])
  expect(await statusAt(world.addressOf(shop))).toBe(403)
  await closeChange(page)
  // The tab stays: what was changed is seen where it was changed.
  await expect(page.getByRole('radio', { name: 'AWS_IAM' })).toBeChecked()
  await expect(page.getByText('AuthType AWS_IAM')).toBeVisible()
})

test('opening switches to NONE first and grants last; only then does it answer', async ({ page, world }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'NONE' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(dialogOf(page)).toContainText('Anyone on the internet who knows the address can call')
  await applyReviewed(page)
  expect(writesTo(world, shop)).toEqual(['UpdateFunctionUrlConfig', 'AddPermission', 'AddPermission'])
  expect(idsOf(shop)).toEqual(PUBLIC_IDS)
  expect(await statusAt(world.addressOf(shop))).toBe(200)
})

test('closing a URL in use names who loses access and how many requests come, and wants the name typed', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  for (let call = 0; call < 3; call++) await statusAt(world.addressOf(shop))
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  const dialog = dialogOf(page)
  await expect(dialog).toContainText(`development${shop.account}·${shop.region}`)
  const affected = dialog.getByRole('region', { name: 'Who is affected' })
  await expect(affected).toContainText('Loses accesseveryone on the internet, without credentials')
  await expect(affected).toContainText('3 · 3')
  await expect(dialog).toContainText('3 requests in the last day, 3 in the last 30 days')
  const close = dialog.getByRole('button', { name: 'Close to the internet' })
  await expect(close).toBeDisabled()
  await picture('closing-in-use')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  await dialog.getByLabel(`Type ${typedFor(shop)} to confirm`).fill(`${shop.name}:$LATEST`)
  await expect(close).toBeDisabled()
  await dialog.getByLabel(`Type ${typedFor(shop)} to confirm`).fill(typedFor(shop))
  await close.click()
  await expect(dialog.getByText('Applied', { exact: true })).toBeVisible()
  await expect(dialog).toContainText(`development${shop.account}·${shop.region}`)
  expect(await statusAt(world.addressOf(shop))).toBe(403)
})

test('opening a production URL to the internet is a dangerous step that is confirmed by typing', async ({
  page,
  world,
  consoleWith,
  picture,
}) => {
  const own = await consoleWith({
    CONSOLE_PRODUCTION_ACCOUNTS: HOME_ACCOUNT,
    CONSOLE_ACCOUNT_COLORS: `${HOME_ACCOUNT}=red`,
  })
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  await page.goto(own.url + addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'NONE' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  const dialog = dialogOf(page)
  const open = dialog.getByRole('button', { name: 'Open to the internet' })
  await expect(open).toBeDisabled()
  await expect(dialog.getByRole('region', { name: 'Who is affected' })).toContainText(
    'Gains accesseveryone on the internet, without credentials',
  )
  await picture('opening')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  await dialog.getByLabel(`Type ${typedFor(shop)} to confirm`).fill(typedFor(shop))
  await open.click()
  await expect(dialog.getByText('Applied', { exact: true })).toBeVisible()
  expect(await statusAt(world.addressOf(shop))).toBe(200)
  await page.close()
})

test('what is typed and not applied shows as a dot on its tab', async ({ page, world }) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'RESPONSE_STREAM' }).check()
  const tabs = page.getByRole('navigation', { name: 'Function URL' })
  await expect(tabs.getByRole('link', { name: 'Settings (unsaved changes)' })).toBeVisible()
  await tabs.getByRole('link', { name: 'Overview' }).click()
  await expect(tabs.getByRole('link', { name: 'Settings (unsaved changes)' })).toBeVisible()
  await tabs.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(tabs.getByRole('link', { name: 'Settings', exact: true })).toBeVisible()
})

test('the statements can be left as they are, and the review says what that means', async ({
  page,
  world,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  await page.getByRole('checkbox', { name: 'Remove the public statements' }).uncheck()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(callsIn(page)).toHaveText([/UpdateFunctionUrlConfig/])
  await expect(dialogOf(page)).toContainText('with auth type NONE the function URL may be public at once')
  await applyReviewed(page)
  expect(idsOf(shop)).toEqual(PUBLIC_IDS)
})

test('the invoke mode changes alone', async ({ page, world }) => {
  const shop = world.addFunction('shop')
  const url = world.addUrl(shop, { authType: 'AWS_IAM' })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'RESPONSE_STREAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  expect(url).toMatchObject({ authType: 'AWS_IAM', invokeMode: 'RESPONSE_STREAM' })
})

test('a call that AWS denies is told with the missing action; the choice is kept', async ({
  page,
  world,
}) => {
  const shop = world.addFunction('shop')
  const url = world.addUrl(shop, { authType: 'NONE' })
  world.fault(shop, { operation: 'UpdateFunctionUrlConfig', when: 'before', what: DENIED, times: 1 })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page, 'Not applied')
  await expect(dialogOf(page)).toContainText('lambda:UpdateFunctionUrlConfig')
  expect(url.authType).toBe('NONE')
  await closeChange(page)
  await expect(page.getByRole('radio', { name: 'AWS_IAM' })).toBeChecked()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  expect(url.authType).toBe('AWS_IAM')
})

test('expired credentials stop the review; it goes on once they are renewed', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  const expired = {
    status: 403,
    code: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  }
  world.fault(shop, { operation: 'GetFunctionUrlConfig', when: 'before', what: expired, times: 1 })
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(dialogOf(page).getByRole('alert')).toContainText('ExpiredTokenException')
  await picture('expired')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  await dialogOf(page).getByRole('button', { name: 'Try again' }).click()
  await expect(callsIn(page).first()).toContainText('UpdateFunctionUrlConfig')
  world.fault(shop, { operation: 'GetFunctionUrlConfig', when: 'before', what: expired, times: 1 })
  await applyButton(page).click()
  await expect(dialogOf(page).getByRole('alert')).toContainText('ExpiredTokenException')
  expect(writesTo(world, shop)).toEqual([])
  await applyReviewed(page)
})

test('a console that is down or was restarted loses nothing that was typed', async ({
  page,
  world,
  consoleWith,
  watch,
}) => {
  watch.allow(/ERR_\w+|Failed to fetch/)
  const own = await consoleWith({})
  const shop = world.addFunction('shop')
  const url = world.addUrl(shop, { authType: 'NONE' })
  await page.goto(own.url + addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  await own.kill()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(dialogOf(page).getByRole('alert')).toContainText('The console could not be reached')
  await own.start()
  await dialogOf(page).getByRole('button', { name: 'Try again' }).click()
  await applyReviewed(page)
  expect(url.authType).toBe('AWS_IAM')
  promise('R9')
})

test('a new version says so; after the reload the choice is there again', async ({ page, world, watch }) => {
  watch.allow(/404 \(Not Found\)/)
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  // What a page of the last build sends: an action id that this build does not know.
  await page.route('**/edit', (route) => {
    const headers = route.request().headers()
    return route.continue(
      headers['next-action'] ? { headers: { ...headers, 'next-action': 'a'.repeat(42) } } : {},
    )
  })
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(dialogOf(page).getByRole('alert')).toContainText('A new version of the console is running')
  await page.unroute('**/edit')
  await dialogOf(page).getByRole('button', { name: 'Reload the page' }).click()
  await expect(page.getByText('Your unsaved changes from before are back')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'AWS_IAM' })).toBeChecked()
  promise('R9')
})

test('in read-only mode every control says why it cannot be used', async ({ page, world, consoleWith }) => {
  const own = await consoleWith({ CONSOLE_READ_ONLY: 'true' })
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  const reason = 'The console is in read-only mode (CONSOLE_READ_ONLY).'
  await page.goto(own.url + addressIn(shop, '$LATEST', 'access'))
  const statement = `permission ${PUBLIC_IDS[0]}`
  const controls = ['Delete…', 'Edit policy', 'Add permission', `Edit ${statement}`, `Remove ${statement}`]
  for (const name of controls) {
    const button = page.getByRole('button', { name, exact: true })
    await expect(button).toBeDisabled()
    await expect(button).toHaveAccessibleDescription(reason)
  }
  await page.goto(own.url + addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  await expect(page.getByRole('button', { name: 'Review changes' })).toHaveAccessibleDescription(reason)
  await page.close()
})
