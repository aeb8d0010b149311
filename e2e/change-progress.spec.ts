import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import type { World } from './fixtures/world'
import {
  addressIn,
  applyButton,
  applyReviewed,
  callsIn,
  closeChange,
  DENIED,
  dialogOf,
  idsOf,
  writesTo,
} from './fixtures/writing'

/** A public URL: closing it takes three calls. */
function publicShop(world: World) {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'NONE' })
  world.addPublicStatements(shop)
  return shop
}

test('progress is shown call by call, after a reload and in another tab', async ({
  page,
  context,
  world,
  picture,
}) => {
  const shop = publicShop(world)
  const slowly = { when: 'before', what: { slowMs: 4_000 }, times: 1 } as const
  world.fault(shop, { operation: 'RemovePermission', ...slowly })
  world.fault(shop, { operation: 'RemovePermission', ...slowly, skip: 1 })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyButton(page).click()
  await expect(callsIn(page)).toHaveText([/Done/, /Running/, /Waiting/])
  await expect(dialogOf(page).getByRole('status')).toContainText('Under way: 1 of 3 calls succeeded')
  await picture('under-way')
  await expect(page).toHaveURL(/change=[0-9a-f-]{36}/)
  await page.reload()
  await expect(callsIn(page).first()).toContainText('Done')
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(callsIn(other).first()).toContainText('Done')
  for (const each of [page, other]) {
    await expect(callsIn(each)).toHaveText([/Done/, /Done/, /Done/])
    await expect(dialogOf(each).getByText('Applied', { exact: true })).toBeVisible()
  }
  expect(idsOf(shop)).toEqual([])
  await expect(page.getByText('Your unsaved changes from before are back')).toHaveCount(0)
})

test('a change that is left running tells its end in a message', async ({ page, world }) => {
  const shop = publicShop(world)
  world.fault(shop, { operation: 'RemovePermission', when: 'before', what: { slowMs: 2_500 }, times: 1 })
  await page.goto(`${addressIn(shop)}?panel=delete`)
  await dialogOf(page).getByRole('button', { name: 'Review closing' }).click()
  await applyButton(page).click()
  await dialogOf(page).getByRole('button', { name: 'Leave it running' }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  await expect(page.getByText(/^Applied: Change the auth type/)).toBeVisible()
  await expect(page.getByText('AuthType AWS_IAM')).toBeVisible()
})

test('a double click, Enter on top and the way back have one effect', async ({ page, world }) => {
  const shop = publicShop(world)
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyButton(page).dblclick()
  await expect(dialogOf(page).getByText('Applied', { exact: true })).toBeVisible()
  await closeChange(page)
  await expect(page).toHaveURL(/\/edit$/)
  await page.goBack()
  await page.goForward()
  await expect(page).toHaveURL(/\/edit$/)
  await expect(page.getByText('AuthType AWS_IAM')).toBeVisible()
  expect(writesTo(world, shop)).toEqual(['UpdateFunctionUrlConfig', 'RemovePermission', 'RemovePermission'])
})

for (const [way, button] of [
  ['finished', 'Review finishing'],
  ['undone', 'Review undoing'],
] as const)
  test(`a step that fails leaves a half-done change, which is ${way}`, async ({ page, world, picture }) => {
    const shop = publicShop(world)
    world.fault(shop, { operation: 'RemovePermission', when: 'before', what: DENIED, times: 1, skip: 1 })
    await page.goto(`${addressIn(shop)}?panel=delete`)
    await dialogOf(page).getByRole('button', { name: 'Review closing' }).click()
    await applyReviewed(page, 'Half done')
    await expect(callsIn(page)).toHaveText([/Done/, /Done/, /Failed/])
    await expect(dialogOf(page)).toContainText('2 of 3 calls succeeded, 1 not made.')
    await expect(dialogOf(page)).toContainText('lambda:RemovePermission')
    await picture('half-done')
    await expectNoAxeViolations(page, { within: 'dialog[open]' })
    await dialogOf(page).getByRole('link', { name: 'Finish or undo' }).click()
    await page.getByRole('button', { name: button }).click()
    await applyButton(page).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(
      way === 'finished' ? 'Finish “Change the auth type' : 'Undo “Change the auth type',
    )
    await expect(page.getByRole('main').getByText('Applied', { exact: true }).first()).toBeVisible()
    const url = shop.urls.get('$LATEST')
    if (way === 'finished') {
      expect(url?.authType).toBe('AWS_IAM')
      expect(idsOf(shop)).toEqual([])
    } else {
      expect(url?.authType).toBe('NONE')
      expect(idsOf(shop)).toEqual(['FunctionURLAllowPublicAccess', 'FunctionURLInvokeAllowPublicAccess'])
    }
    await page.getByRole('link', { name: `${shop.name}:$LATEST` }).click()
    await expect(page.getByText(`AuthType ${url?.authType}`)).toBeVisible()
  })

test('a change whose progress cannot be loaded leads to its record', async ({ page, world, watch }) => {
  watch.allow(/ERR_FAILED|ChunkLoadError|Failed to load/)
  const shop = publicShop(world)
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  // The scripts that hold what only the change under way says.
  await page.route('**/_next/static/chunks/**', async (route) => {
    const response = await route.fetch()
    const isOfChange = (await response.text()).includes('Leave it running')
    return isOfChange ? route.abort() : route.fulfill({ response })
  })
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyButton(page).click()
  await expect(page.getByText('What shows the change could not be loaded')).toBeVisible()
  await expect(dialogOf(page)).toHaveCount(0)
  await page.unroute('**/_next/static/chunks/**')
  await page.getByRole('button', { name: 'See the record' }).click()
  await expect(page).toHaveURL(/\/activity\/[0-9a-f-]{36}/)
  await expect(page.getByRole('main').getByText('Applied', { exact: true }).first()).toBeVisible()
})

test('a plan that cannot be shown is not there to be applied; trying again shows it', async ({
  page,
  world,
  watch,
}) => {
  watch.allow(/ERR_FAILED|ChunkLoadError|Failed to load/)
  const shop = publicShop(world)
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'AWS_IAM' }).check()
  await page.route('**/_next/static/chunks/**', (route) => route.abort())
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expect(dialogOf(page).getByRole('alert')).toContainText('The console could not be reached.')
  await expect(applyButton(page)).toHaveCount(0)
  await page.unroute('**/_next/static/chunks/**')
  await dialogOf(page).getByRole('button', { name: 'Try again' }).click()
  await applyReviewed(page)
  expect(shop.urls.get('$LATEST')?.authType).toBe('AWS_IAM')
})

test('a lost reply is settled by reading back, and said', async ({ page, world, picture }) => {
  const shop = world.addFunction('shop')
  const url = world.addUrl(shop, { authType: 'AWS_IAM' })
  world.fault(shop, { operation: 'UpdateFunctionUrlConfig', when: 'after', what: 'reset', times: 1 })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'RESPONSE_STREAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  await expect(dialogOf(page)).toContainText('AWS’s response was lost. The change is there')
  await picture('lost-reply')
  expect(url.invokeMode).toBe('RESPONSE_STREAM')
  expect(writesTo(world, shop)).toEqual(['UpdateFunctionUrlConfig'])
})

test('a change nobody knows says so and hides nothing', async ({ page, world, watch }) => {
  watch.allow(/404 \(Not Found\)/)
  const shop = publicShop(world)
  await page.goto(`${addressIn(shop)}?change=00000000-0000-4000-8000-000000000000`)
  await expect(dialogOf(page).getByRole('alert')).toContainText(
    'There is no change with this id in the record.',
  )
  await dialogOf(page).getByRole('button', { name: 'Close' }).last().click()
  await expect(page).not.toHaveURL(/change=/)
  await page.goto(`${addressIn(shop)}?change=nonsense`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(shop.name)
  await expect(dialogOf(page)).toHaveCount(0)
})
