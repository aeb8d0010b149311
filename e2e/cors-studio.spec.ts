import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import { addressIn, applyReviewed, callsIn, dialogOf, writesTo } from './fixtures/writing'

const SHOP = 'https://shop.example.com'
const ADMIN = 'https://admin.example.com'
const shop = { AllowOrigins: [SHOP], AllowMethods: ['GET', 'POST', 'DELETE'], AllowHeaders: ['content-type'] }

// axe over long pages in both themes takes its time on a loaded machine.
test.describe.configure({ timeout: 120_000 })
test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('a pasted console error becomes a draft, is simulated, applied, and cured', async ({
  page,
  world,
  picture,
}) => {
  const checkout = world.addFunction('checkout')
  const url = world.addUrl(checkout, { cors: { ...shop } })
  world.addPublicStatements(checkout)
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  const verdict = page.getByRole('region', { name: 'Verdict' })
  await expect(verdict).toContainText('Allowed: the page can read the response')

  await page.getByRole('button', { name: 'Paste a browser error' }).click()
  const message = dialogOf(page).getByLabel('Message or code')
  await message.fill('Uncaught ReferenceError: basket is not defined')
  await expect(dialogOf(page)).toContainText('This text is not understood')
  await message.fill(
    `Access to fetch at 'https://x.example/' from origin '${ADMIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.
    fetch(url, { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-Basket': 'SECRET' }, credentials: 'include' })`,
  )
  await expect(dialogOf(page)).toContainText('The preflight (OPTIONS) got no CORS header')
  await expect(dialogOf(page)).toContainText('It is about another address')
  await expect(dialogOf(page).getByRole('row', { name: /Allow methods/ })).toContainText('PUT')
  await picture('pasted')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  await dialogOf(page).getByRole('button', { name: 'Apply to draft' }).click()

  await expect(page.getByLabel('Origin of the page')).toHaveValue(ADMIN)
  await expect(page).toHaveURL(/method=PUT/)
  expect(page.url()).not.toContain('SECRET')
  await expect(verdict).toContainText('Allowed: the page can read the response')
  await expect(page.getByText('Live now, this call is blocked. With this draft it is allowed.')).toBeVisible()
  await page.getByRole('radio', { name: 'live now' }).check()
  await expect(verdict).toContainText("No 'Access-Control-Allow-Origin' header is present")
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  expect(url.cors).toEqual({
    AllowOrigins: [SHOP, ADMIN],
    AllowMethods: ['GET', 'POST', 'DELETE', 'PUT'],
    AllowHeaders: ['content-type', 'x-basket'],
    AllowCredentials: true,
  })
})

test('what is newly blocked is named in the matrix, in the bar and in the review', async ({
  page,
  world,
  picture,
}) => {
  const checkout = world.addFunction('checkout')
  world.addAlias(checkout, 'live')
  const url = world.addUrl(checkout, { qualifier: 'live', cors: { ...shop, MaxAge: 600 } })
  world.addPublicStatements(checkout, 'live')
  await page.goto(
    `${addressIn(checkout, 'live', 'cors')}?origin=${ADMIN}&method=PUT&header=content-type%3A+application%2Fjson`,
  )
  const origins = page.getByLabel('Allow origins', { exact: true })
  await origins.fill(`${ADMIN}/`)
  await origins.press('Enter')
  await page.getByRole('button', { name: 'DELETE', exact: true }).click()
  const bar = page.getByRole('region', { name: 'Changes' })
  await expect(bar).toContainText(`newly blocks DELETE from ${SHOP}`)
  await expect(bar).toContainText('1 problem to fix')
  const matrix = page.getByRole('table', { name: 'Origins and methods, now and with this draft' })
  await expect(matrix.getByRole('row', { name: new RegExp(SHOP) })).toContainText(
    'newly blocked, was allowed',
  )
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('has been blocked by CORS policy')
  await picture('studio')
  await page.getByRole('button', { name: 'Allow this origin and PUT' }).click()
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(
    'Allowed: the page can read the response',
  )
  await expect(matrix.getByRole('row', { name: new RegExp(ADMIN) })).toContainText(
    'newly allowed, was blocked',
  )
  await picture('cured')
  await expectNoAxeViolations(page)

  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(dialogOf(page)).toContainText(`Browsers will newly block DELETE from ${SHOP}.`)
  await applyReviewed(page)
  expect(url.cors).toEqual({
    AllowOrigins: [SHOP, ADMIN],
    AllowMethods: ['GET', 'POST', 'PUT'],
    AllowHeaders: ['content-type'],
    MaxAge: 600,
  })
})

test('a preset asks for the origin, becomes the draft and is undone by Discard', async ({
  page,
  world,
  picture,
}) => {
  const checkout = world.addFunction('checkout')
  const url = world.addUrl(checkout)
  world.addPublicStatements(checkout)
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  await page.getByRole('button', { name: 'Preset' }).click()
  await picture('presets')
  await page.getByRole('menuitem', { name: 'Single-page app with cookies' }).click()
  await dialogOf(page).getByLabel('Origin of the page').fill('Shop.example.com/')
  await dialogOf(page).getByRole('button', { name: 'Apply to draft' }).click()
  await expect(dialogOf(page)).toContainText('Begin with the scheme')
  await dialogOf(page).getByLabel('Origin of the page').fill(`${SHOP}/`)
  await dialogOf(page).getByRole('button', { name: 'Remove the slash' }).click()
  await dialogOf(page).getByLabel('Origin of the page').press('Enter')
  await expect(page.getByRole('button', { name: `Remove ${SHOP}` })).toBeVisible()
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  await expect(page.getByText('No changes', { exact: true })).toBeVisible()
  await expect(page.getByRole('radio', { name: /^Off/ })).toBeChecked()

  await page.getByRole('button', { name: 'Preset' }).click()
  await page.getByRole('menuitem', { name: 'Public, read-only' }).click()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(callsIn(page)).toHaveText([/UpdateFunctionUrlConfig/])
  await applyReviewed(page)
  expect(url.cors).toEqual({ AllowOrigins: ['*'], AllowMethods: ['GET', 'HEAD'], MaxAge: 600 })
})

test('form and JSON edit the same value, and a text that is no JSON yet outlives a reload', async ({
  page,
  world,
  picture,
}) => {
  const checkout = world.addFunction('checkout')
  const url = world.addUrl(checkout, { cors: { ...shop } })
  world.addPublicStatements(checkout)
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  await page.getByRole('button', { name: 'PUT', exact: true }).click()
  await page.getByRole('radio', { name: 'JSON' }).check()
  await expect(page).toHaveURL(/view=json/)
  const json = page.getByLabel('Cors as JSON')
  await expect(json).toHaveValue(/"PUT"/)

  const broken = '{ "AllowOrigins": ["https://a.example/"], "AllowMethods": ["GET"'
  await json.fill(broken)
  await expect(page.getByText(/The JSON is not complete/)).toBeVisible()
  await picture('json')
  await page.reload()
  await expect(json).toHaveValue(broken)
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText('1 problem to fix')
  await expect(page.getByRole('button', { name: 'Review changes' })).toHaveAttribute('aria-disabled', 'true')

  await json.fill(`${broken}] }`)
  await expect(page.getByText(/^AllowOrigins\.0: An origin has no path/)).toBeVisible()
  await page.getByRole('button', { name: 'Fix what can be fixed' }).click()
  await expect(json).toHaveValue(/"https:\/\/a\.example"/)
  await expectNoAxeViolations(page)
  await page.getByRole('radio', { name: 'Form' }).check()
  await expect(page.getByRole('button', { name: 'Remove https://a.example' })).toBeVisible()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  expect(url.cors).toEqual({ AllowOrigins: ['https://a.example'], AllowMethods: ['GET'] })
})

test('a link to a draft shows it to somebody else, never over their own, and a broken one says so', async ({
  page,
  world,
  context,
}) => {
  const checkout = world.addFunction('checkout')
  // About as long as a link may be.
  const many = Array.from({ length: 100 }, (_, n) => `https://s${n}.shop.example.com`)
  world.addUrl(checkout, { cors: { ...shop, AllowOrigins: many } })
  world.addPublicStatements(checkout)
  const address = addressIn(checkout, '$LATEST', 'cors')
  await page.goto(address)
  await page.getByRole('button', { name: 'PUT', exact: true }).click()
  await page.getByRole('button', { name: 'Copy link to this draft' }).click()
  await expect(page.getByText(/^Link copied/)).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())

  const theirs = await context.newPage()
  await theirs.goto(address)
  await theirs.getByRole('button', { name: 'PATCH', exact: true }).click()
  await theirs.goto(link)
  await expect(theirs.getByText('You have unsaved changes of your own')).toBeVisible()
  await expect(theirs.getByRole('button', { name: 'PUT', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
  await theirs.getByRole('button', { name: 'Review changes' }).click()
  await expect(callsIn(theirs)).toHaveCount(1)
  await dialogOf(theirs).getByRole('button', { name: 'Back to editing' }).click()
  await theirs.getByRole('button', { name: 'Replace my draft' }).click()
  await expect(theirs.getByRole('button', { name: 'PUT', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(theirs.getByRole('button', { name: 'PATCH', exact: true })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
  await expect(theirs).not.toHaveURL(/draft=/)

  await theirs.goto(`${address}?draft=1.${'A'.repeat(40)}`)
  await expect(theirs.getByText('The draft in this link cannot be read')).toBeVisible()
  await theirs.getByRole('button', { name: 'Close' }).click()
  await expect(theirs).not.toHaveURL(/draft=/)
  expect(writesTo(world, checkout)).toEqual([])
})

test('the studio needs no mouse, and fits a narrow screen', async ({ page, world, picture }) => {
  await page.setViewportSize({ width: 360, height: 800 })
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout, { cors: { ...shop } })
  world.addPublicStatements(checkout)
  await page.goto(addressIn(checkout, '$LATEST', 'cors'))
  await page.getByLabel('Origin of the page').focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(ADMIN)
  await page.keyboard.press('Tab')
  await page.keyboard.type('PUT')
  const cure = page.getByRole('button', { name: 'Allow this origin and PUT' })
  await expect(cure).toBeVisible()
  for (let stop = 0; stop < 12 && !(await cure.evaluate((each) => each === document.activeElement)); stop++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(
    'Allowed: the page can read the response',
  )
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width, 'nothing sticks out sideways').toBeLessThanOrEqual(360)
  await picture('narrow')
  await expectNoAxeViolations(page)
})

test('under “403 to everyone” no draft is green: the real cause is said, and leads to its cure', async ({
  page,
  world,
}) => {
  const half = world.addFunction('half')
  world.addUrl(half, { cors: { AllowOrigins: ['https://shop.example.com'], AllowMethods: ['GET'] } })
  world.addPublicStatements(half)
  half.policies.get('$LATEST')?.statements.pop()
  await page.goto(`${addressIn(half, '$LATEST', 'cors')}?origin=https://new.example.com&method=GET`)
  const verdict = page.getByRole('region', { name: 'Verdict' })
  await expect(verdict).toContainText('Refused by Lambda with 403')
  await expect(verdict).toContainText('No statement allows everyone lambda:InvokeFunction')
  await verdict.getByRole('button', { name: 'Allow this origin' }).click()
  await expect(verdict).toContainText('Refused by Lambda with 403')
  await expect(page.getByText('Allowed: the page can read the response')).toHaveCount(0)
  await verdict.getByRole('link', { name: 'See the cause and the fix on Access' }).click()
  await expect(page.getByRole('list', { name: 'Causes of 403' })).toContainText(
    'lambda:InvokeFunction is not allowed',
  )
  await expect(page.getByRole('button', { name: 'Review adding lambda:InvokeFunction' })).toBeVisible()
})

test('a page’s own token is no signature for AWS_IAM; a signature may be', async ({ page, world }) => {
  const signed = world.addFunction('signed')
  const cors = {
    AllowOrigins: ['https://shop.example.com'],
    AllowMethods: ['GET'],
    AllowHeaders: ['authorization', 'x-amz-date'],
  }
  world.addUrl(signed, { authType: 'AWS_IAM', cors })
  await page.goto(
    `${addressIn(signed, '$LATEST', 'cors')}?origin=https://shop.example.com&method=GET&header=authorization:+Bearer`,
  )
  const verdict = page.getByRole('region', { name: 'Verdict' })
  await expect(verdict).toContainText('Refused by Lambda with 403')
  await expect(verdict).toContainText('not a SigV4 signature')
  await page.getByRole('checkbox', { name: 'Signed with SigV4' }).check()
  await expect(verdict).toContainText('(not sure)')
  await expect(page.getByRole('list', { name: 'Checks to look at' })).toContainText('who signed it')
})
