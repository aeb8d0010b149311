import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import { addressIn } from './fixtures/writing'
import { SUITE_ON } from './replicas/suite-on-replicas'

test('the console opens on the function URLs and says what it talks to', async ({ page, picture }) => {
  await page.goto('/')
  await expect(page).toHaveTitle('Function URLs · Function URL Console')
  await expect(page.getByRole('heading', { name: 'Function URLs', level: 1 })).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('Sandbox')
  await expect(page.getByRole('link', { name: 'Function URLs', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await picture('function-urls')
})

test('the list of functions has nothing for axe to find', async ({ page, world }) => {
  world.addUrl(world.addFunction('checkout'), { authType: 'NONE' })
  await page.goto('/functions')
  await expect(page.getByRole('heading', { name: 'Functions', level: 1 })).toBeVisible()
  await expectNoAxeViolations(page)
})

test('a followed link shows that its page is being made, and every tab names its function URL', async ({
  page,
  world,
}) => {
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout)
  await page.goto('/functions')
  const what = { slowMs: 2_000 }
  world.fault(checkout, { operation: 'GetFunctionConfiguration', when: 'before', what, times: 1 })
  await page.getByRole('link', { name: checkout.name, exact: true }).click()
  await expect(page.getByText('Loading the page')).toBeAttached()
  await expect(page.getByRole('heading', { name: checkout.name, level: 1 })).toBeVisible()
  await expect(page.getByText('Loading the page')).toHaveCount(0)
  await page.goto(addressIn(checkout))
  await expect(page).toHaveTitle(`${checkout.name}:$LATEST · Function URL Console`)
  await page.getByRole('link', { name: 'CORS', exact: true }).click()
  await expect(page).toHaveTitle(`CORS · ${checkout.name}:$LATEST · Function URL Console`)
})

test('health says that the console is up', async ({ request }) => {
  const answer = await request.get('/api/health')
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toEqual({
    up: true,
    ok: true,
    database: { kind: SUITE_ON ? 'postgres' : 'sqlite' },
    record: { state: 'whole' },
  })
})
