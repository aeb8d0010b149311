import { FAILURES } from '@/lib/failures/failure-table'
import { expect, test } from './fixtures/test'
import { addressIn, dialogOf } from './fixtures/writing'

test('a link that is clicked offline keeps the page, says so, and opens when the console is there again', async ({
  page,
  context,
  world,
  watch,
}) => {
  watch.allow(/Failed to load resource|ERR_INTERNET_DISCONNECTED|Failed to fetch/)
  const shop = world.addFunction('shop')
  world.addUrl(shop)
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'NONE' }).check()
  await context.setOffline(true)
  await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByText('The console does not respond', { exact: true })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'NONE' })).toBeChecked()
  await context.setOffline(false)
  await expect(page).toHaveURL(/\/activity$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
})

test('a reload in the instant of Apply shows what was applied', async ({ page, world, watch }) => {
  // Until it has begun, nobody knows it.
  watch.allow(/404 \(Not Found\).*\/api\/changes\//)
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  await page.goto(addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'NONE' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  const apply = dialogOf(page).getByRole('button', { name: 'Open to the internet' })
  await expect(apply).toBeEnabled()
  // AWS is asked for the state once more before anything begins: here that takes its time.
  world.fault(shop, { operation: 'GetPolicy', when: 'before', what: { slowMs: 2_000 }, times: 1 })
  await apply.click()
  await expect(page).toHaveURL(/change=[0-9a-f-]{36}/)
  await page.reload()
  await expect(dialogOf(page).getByText('Applied', { exact: true })).toBeVisible()
  expect(shop.urls.get('$LATEST')?.authType).toBe('NONE')
})

test('a role that does not answer holds up no row of the other accounts', async ({
  page,
  account,
  consoleWith,
  world,
  watch,
}) => {
  watch.allow(/504 \(Gateway Timeout\)/)
  const shop = world.addFunction('shop')
  account.sandbox.faults.add({ operation: 'AssumeRole', when: 'before', what: 'hang', times: 1_000 })
  const own = await consoleWith({})
  await page.goto(`${own.url}/functions`)
  await expect(page.getByRole('link', { name: shop.name, exact: true }).first()).toBeVisible()
  await expect(page.getByText(/still reading/)).toBeVisible()
  const alert = page.getByRole('alert').filter({ hasText: FAILURES['timed-out'].cure })
  await expect(alert).toBeVisible({ timeout: 30_000 })
  expect(own.log()).not.toContain('"event":"surprise"')
  account.sandbox.faults.clear()
})
