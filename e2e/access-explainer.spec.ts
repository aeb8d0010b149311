import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import {
  addressIn,
  applyReviewed,
  callsIn,
  closeChange,
  DENIED,
  dialogOf,
  idsOf,
  statusAt,
  writesTo,
} from './fixtures/writing'

const PUBLIC_IDS = ['FunctionURLAllowPublicAccess', 'FunctionURLInvokeAllowPublicAccess']

test('a public URL says so in the header, on the overview and gate by gate', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  await page.goto(addressIn(shop))
  const overview = page.getByRole('region', { name: 'Who can call this URL' })
  await expect(overview).toContainText('Anyone on the internet')
  await expect(overview).toContainText('Anyone on the internet who knows the address can call this URL')
  await picture('overview')
  await page.getByRole('link', { name: 'Who can call this URL: Public' }).click()
  await expect(page).toHaveURL(/\/access$/)
  const gates = page.getByRole('list', { name: 'Gates' })
  await expect(gates.getByRole('listitem')).toHaveCount(9)
  await expect(gates.getByText('Stops here')).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Problems' })).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Overly permissive' })).toHaveCount(0)
  await picture('public')
  await expectNoAxeViolations(page)
})

test('403 because one permission is missing: one click, the review, and it answers', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  shop.policies.get('$LATEST')?.statements.pop()
  expect(await statusAt(world.addressOf(shop))).toBe(403)
  await page.goto(addressIn(shop))
  await page.getByRole('link', { name: 'Troubleshoot 403' }).click()
  await expect(page).toHaveURL(/\/access\?explain=403$/)
  await expect(page.getByRole('link', { name: 'Who can call this URL: 403 to everyone' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Gates' }).locator('[aria-current=step]')).toContainText(
    'Allowed lambda:InvokeFunctionStops here: 403',
  )
  const causes = page.getByRole('list', { name: 'Causes of 403' }).getByRole('listitem')
  await expect(causes.first()).toContainText('lambda:InvokeFunction is not allowedApplies')
  await expect(causes.filter({ hasText: 'A Deny' })).toContainText('Ruled out')
  await expect(causes.filter({ hasText: 'The request is not signed' })).toContainText('Ruled out')
  await picture('one-missing')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Review adding lambda:InvokeFunction' }).click()
  await expect(callsIn(page)).toHaveText([/FunctionURLInvokeAllowPublicAccess/])
  await applyReviewed(page)
  expect(idsOf(shop)).toEqual(PUBLIC_IDS)
  expect(await statusAt(world.addressOf(shop))).toBe(200)
  await closeChange(page)
  await expect(page.getByRole('link', { name: 'Who can call this URL: Public' })).toBeVisible()
  await expect(page).toHaveURL(/explain=403/)
  await expect(causes.filter({ hasText: 'Applies' })).toHaveCount(0)
})

test('a grant on the function does not reach the URL of an alias: granted there, then removed here', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addAlias(shop, 'live')
  world.addUrl(shop, { qualifier: 'live', authType: 'NONE' })
  world.addPublicStatements(shop)
  await page.goto(addressIn(shop, 'live', 'access'))
  const missing = page.getByRole('list', { name: 'Problems' }).getByRole('listitem')
  const tooMuch = page.getByRole('list', { name: 'Overly permissive' }).getByRole('listitem')
  await expect(missing).toHaveText([/The grant is on the function, the URL on an alias/])
  await expect(tooMuch).toHaveText([/Grants on the function/])
  await picture('on-the-function')
  await page.getByRole('button', { name: 'Review granting it on live' }).click()
  await applyReviewed(page)
  expect(await statusAt(world.addressOf(shop, 'live'))).toBe(200)
  await closeChange(page)
  await expect(missing).toHaveCount(0)
  await page.getByRole('button', { name: 'Review removing them' }).click()
  await expect(callsIn(page)).toHaveText([/RemovePermission/, /RemovePermission/])
  await applyReviewed(page)
  expect([idsOf(shop, 'live'), idsOf(shop)]).toEqual([PUBLIC_IDS, []])
  await closeChange(page)
  await expect(tooMuch).toHaveCount(0)
})

test('public statements left under AWS_IAM are removed, those of a role stay', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  world.addPublicStatements(shop)
  const role = { AWS: 'arn:aws:iam::444455556666:role/ci/deploy' }
  world.addStatements(
    shop,
    '$LATEST',
    {
      Sid: 'ci-url',
      Effect: 'Allow',
      Principal: role,
      Action: 'lambda:InvokeFunctionUrl',
      Resource: shop.arn,
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
    },
    {
      Sid: 'ci-invoke',
      Effect: 'Allow',
      Principal: role,
      Action: 'lambda:InvokeFunction',
      Resource: shop.arn,
    },
  )
  await page.goto(addressIn(shop, '$LATEST', 'access'))
  await expect(page.getByRole('link', { name: 'Who can call this URL: IAM only' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Callers' })).toContainText(
    'The role ci/deploy of the account 444455556666: if identity policies of their own account allow both',
  )
  await expect(page.getByRole('list', { name: 'Problems' })).toHaveCount(0)
  await page.getByLabel('Request path').selectOption({ label: 'without credentials' })
  await expect(page).toHaveURL(/as=unsigned/)
  await expect(page.getByRole('list', { name: 'Gates' }).locator('[aria-current=step]')).toContainText(
    'Auth type',
  )
  await picture('leftover')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Review removing them' }).click()
  await applyReviewed(page)
  expect(idsOf(shop)).toEqual(['ci-invoke', 'ci-url'])
  await closeChange(page)
  await expect(page.getByText('Public statements left from auth type NONE')).toHaveCount(0)
})

test('a policy that cannot be read is unknown, never guessed', async ({ page, world, watch, picture }) => {
  watch.allow(/status of 403/)
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  world.fault(shop, { operation: 'GetPolicy', when: 'before', what: DENIED, times: 100 })
  await page.goto(addressIn(shop, '$LATEST', 'access'))
  await expect(page.getByRole('link', { name: 'Who can call this URL: Access unknown' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Who can call this URL' })).toContainText(
    'Who can call this URL is unknown, because its policy could not be read',
  )
  await expect(page.getByRole('list', { name: 'Gates' }).getByText('Can’t be checked')).toHaveCount(3)
  await expect(page.getByText('Public', { exact: true })).toHaveCount(0)
  await picture('unknown')
  await expectNoAxeViolations(page)
})

test('throttled to 0, and a Deny: each with the gate that stops it; by keyboard and at 360 px', async ({
  page,
  world,
  picture,
}) => {
  const shop = world.addFunction('shop', { reservedConcurrency: 0 })
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(addressIn(shop, '$LATEST', 'access'))
  await expect(page.getByRole('link', { name: 'Who can call this URL: Throttled to 0' })).toBeVisible()
  await page.getByRole('button', { name: '429 Too Many Requests' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/explain=429/)
  await expect(page.getByRole('list', { name: 'Causes of 429' }).getByRole('listitem').first()).toContainText(
    'The reserved concurrency is 0Applies',
  )
  await picture('throttled-narrow')
  await expectNoAxeViolations(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)

  shop.reservedConcurrency = undefined
  world.addStatements(shop, '$LATEST', {
    Sid: 'closed-on-purpose',
    Effect: 'Deny',
    Principal: '*',
    Action: 'lambda:*',
    Resource: shop.arn,
  })
  await page.goto(addressIn(shop, '$LATEST', 'access'))
  await expect(page.getByRole('list', { name: 'Gates' }).locator('[aria-current=step]')).toContainText(
    'No Deny',
  )
  await page.getByRole('button', { name: 'Review removing the Deny' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialogOf(page)).toContainText('closed-on-purpose')
  await page.keyboard.press('Escape')
  await expect(dialogOf(page)).toHaveCount(0)
  expect(writesTo(world, shop)).toEqual([])
})
