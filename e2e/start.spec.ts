import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'

test('the console opens on Functions and says what it talks to', async ({ page, world, picture }) => {
  const checkout = world.addFunction('checkout')
  await page.goto('/')
  await expect(page).toHaveURL(/\/functions$/)
  await expect(page.getByRole('heading', { name: 'Functions', level: 1 })).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('Sandbox')
  await expect(page.getByRole('link', { name: checkout.name, exact: true })).toBeVisible()
  await picture('functions')
})

test('the first page has nothing for axe to find', async ({ page, world }) => {
  world.addUrl(world.addFunction('checkout'), { authType: 'NONE' })
  await page.goto('/functions')
  await expect(page.getByRole('heading', { name: 'Functions', level: 1 })).toBeVisible()
  await expectNoAxeViolations(page)
})

test('health says that the console is up', async ({ request }) => {
  const answer = await request.get('/api/health')
  expect(answer.status()).toBe(200)
})
