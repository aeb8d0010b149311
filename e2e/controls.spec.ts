import { signedInAs, TEAM_SETTINGS } from './fixtures/team'
import { expect, test } from './fixtures/test'
import { addressIn } from './fixtures/writing'

const takes = (role: string) => `Your role does not let you do this: it takes ${role}.`

test('a viewer plans and asks; what takes another role says which', async ({
  page,
  context,
  world,
  consoleWith,
}) => {
  const target = world.addFunction('checkout')
  world.addUrl(target, { authType: 'NONE' })
  const server = await consoleWith(TEAM_SETTINGS)
  await signedInAs(context, server, { name: 'Vera', role: 'viewer' })

  await page.goto(server.url + addressIn(target))
  const protect = page.getByRole('button', { name: 'Protect…' })
  await expect(protect).toHaveAttribute('aria-disabled', 'true')
  await expect(protect).toHaveAccessibleDescription(takes('an approver'))
  await expect(page.getByRole('button', { name: 'Delete…' })).not.toHaveAttribute('aria-disabled')

  await page.goto(server.url + addressIn(target, '$LATEST', 'try'))
  const send = page.getByRole('button', { name: 'Send request' })
  await expect(send).toHaveAttribute('aria-disabled', 'true')
  await expect(send).toHaveAccessibleDescription(takes('an editor'))

  await page.goto(`${server.url}/settings`)
  await expect(page.getByRole('switch')).toBeDisabled()
  await expect(page.getByText(takes('an administrator of everything'))).toBeVisible()
  await expect(page.getByText('Who may come, and what each may do')).toHaveCount(0)
})

test('an administrator has all of them', async ({ page, context, world, consoleWith }) => {
  const target = world.addFunction('checkout')
  world.addUrl(target)
  const server = await consoleWith(TEAM_SETTINGS)
  await signedInAs(context, server, { name: 'Ada', role: 'admin' })
  await page.goto(server.url + addressIn(target))
  await expect(page.getByRole('button', { name: 'Protect…' })).not.toHaveAttribute('aria-disabled')
  await page.goto(`${server.url}/settings`)
  await expect(page.getByRole('switch')).toBeEnabled()
  await expect(page.getByRole('link', { name: 'Who may come, and what each may do' })).toBeVisible()
})
