import { randomUUID } from 'node:crypto'
import { expect, test } from './fixtures/test'

test('a role is given to a group, changed and removed, and says how much it covers', async ({
  page,
  world,
}) => {
  world.addFunction('checkout')
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Who may come, and what each may do' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'People and groups' })).toBeVisible()
  await page.getByRole('button', { name: 'Give a role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Give a role' })
  await dialog.getByRole('radio', { name: 'A group' }).check()
  const group = `team-${randomUUID().slice(0, 8)}`
  await dialog.getByLabel('Group', { exact: true }).fill(group)
  await dialog.getByRole('radio', { name: 'Editor' }).check()
  await expect(dialog.getByText('Narrow it by at least one of these.')).toBeVisible()
  await dialog.getByLabel('Function names').fill('checkout-*')
  await dialog.getByLabel('Function names').press('Enter')
  await expect(dialog.getByText(/^Covers \d+ function URLs? of \d+ functions? known now/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Give role' }).click()
  const row = page.getByRole('row').filter({ hasText: group })
  await expect(row).toContainText('functions checkout-*')

  await row.getByRole('button', { name: `Change the role of ${group}` }).click()
  const change = page.getByRole('dialog', { name: `Change the role of ${group}` })
  await change.getByRole('radio', { name: 'Viewer' }).check()
  await change.getByRole('button', { name: 'Save role' }).click()
  await expect(row).toContainText('viewer')

  await row.getByRole('button', { name: `Remove the role of ${group}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove role' }).click()
  await expect(row).toHaveCount(0)
})

test('a rule for everybody is a switch that holds at once', async ({ page }) => {
  await page.goto('/settings/people')
  const rule = page.getByRole('switch', { name: 'Editors may delete function URLs' })
  const wasOn = await rule.isChecked()
  await rule.click()
  await expect(rule).toBeChecked({ checked: !wasOn })
  await expect(rule).toBeEnabled()
  await page.reload()
  await expect(rule).toBeChecked({ checked: !wasOn })
})
