import type { Page } from '@playwright/test'
import { expectNoAxeViolations } from './fixtures/axe'
import { pageOfMember, TEAM_SETTINGS } from './fixtures/team'
import { expect, test } from './fixtures/test'
import { addressIn, dialogOf, typedFor } from './fixtures/writing'

/** Sends the deletion that is under review, and gives the address of the request. */
async function sendDeletion(page: Page, comment: string): Promise<string> {
  await page.getByRole('button', { name: 'Delete…' }).click()
  await dialogOf(page).getByRole('textbox', { name: 'Comment' }).fill(comment)
  await dialogOf(page).getByRole('button', { name: 'Send as a request' }).click()
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}$/)
  return page.url()
}

test('a deletion is sent as a request, approved by somebody else, and done in the name of both', async ({
  browser,
  world,
  consoleWith,
}) => {
  const target = world.addFunction('checkout')
  world.addUrl(target, { authType: 'AWS_IAM' })
  const server = await consoleWith(TEAM_SETTINGS)
  const ada = await pageOfMember(browser, server, 'Ada', 'editor')
  const bob = await pageOfMember(browser, server, 'Bob', 'approver')

  await ada.goto(addressIn(target))
  const address = await sendDeletion(ada, 'Nobody calls it any more.')
  await expect(ada.getByText('Nobody calls it any more.')).toBeVisible()
  await expect(ada.getByText('Nothing has changed since it was sent')).toBeVisible()
  await expect(ada.getByRole('region', { name: 'Your decision' })).toHaveCount(0)

  await bob.goto('/requests')
  await expect(bob.getByRole('link', { name: /Requests.*1 request waiting for you/ })).toBeVisible()
  await expectNoAxeViolations(bob)
  await bob.getByRole('link', { name: /^Delete the function URL of / }).click()
  await expect(bob).toHaveURL(address)
  const decision = bob.getByRole('region', { name: 'Your decision' })
  await decision.getByRole('textbox', { name: /^Type / }).fill(typedFor(target))
  await expectNoAxeViolations(bob)
  await decision.getByRole('button', { name: 'Approve: Delete function URL' }).click()
  await expect(bob).toHaveURL(/\/activity\/[0-9a-f-]{36}$/)
  await expect(bob.getByText('Applied', { exact: true }).first()).toBeVisible()
  await expect(bob.getByRole('link', { name: 'Ada' })).toHaveAttribute('href', new URL(address).pathname)
  expect(target.urls.size).toBe(0)

  await ada.reload()
  await expect(ada.getByText('Approved by Bob')).toBeVisible()
})

test('a request is asked back, revised in its form, and declined; nobody decides on their own', async ({
  browser,
  world,
  consoleWith,
}) => {
  const target = world.addFunction('checkout')
  world.addUrl(target, { authType: 'AWS_IAM' })
  const server = await consoleWith(TEAM_SETTINGS)
  const ada = await pageOfMember(browser, server, 'Ada', 'editor')
  const bob = await pageOfMember(browser, server, 'Bob', 'approver')
  await ada.goto(addressIn(target))
  const address = await sendDeletion(ada, 'Not needed.')

  await bob.goto(address)
  await bob.getByRole('button', { name: 'Ask back…' }).click()
  await dialogOf(bob).getByRole('textbox', { name: 'Comment' }).fill('Who calls it?')
  await dialogOf(bob).getByRole('button', { name: 'Ask back' }).click()
  await expect(bob.getByText('Who calls it?')).toBeVisible()
  await expect(bob.getByRole('button', { name: /^Approve/ })).toHaveCount(0)

  await ada.reload()
  await ada.getByRole('button', { name: 'Revise…' }).click()
  await dialogOf(ada).getByRole('textbox', { name: 'Comment' }).fill('Nobody since May.')
  await dialogOf(ada).getByRole('button', { name: 'Send the revised request' }).click()
  await expect(ada).toHaveURL(address)
  await expect(ada.getByText('Nobody since May.')).toBeVisible()

  await bob.reload()
  await bob.getByRole('button', { name: 'Decline…' }).click()
  await dialogOf(bob).getByRole('textbox', { name: 'Comment' }).fill('Keep it until June.')
  await dialogOf(bob).getByRole('button', { name: 'Decline' }).click()
  await expect(bob.getByText('Declined', { exact: true })).toBeVisible()
  expect(target.urls.size).toBe(1)
})

test('a protected function URL is not deleted by one person alone, also not by who may everything', async ({
  page,
  world,
  picture,
}) => {
  const target = world.addFunction('checkout')
  world.addUrl(target, { authType: 'AWS_IAM' })
  await page.goto(addressIn(target))
  await page.getByRole('button', { name: 'Protect…' }).click()
  await dialogOf(page).getByRole('textbox', { name: 'Reason' }).fill('Partners call it.')
  await picture('protect')
  await dialogOf(page).getByRole('button', { name: 'Protect' }).click()
  await expect(page.getByText('Protected', { exact: true }).first()).toBeVisible()
  await expect(dialogOf(page)).toHaveCount(0)

  await page.getByRole('button', { name: 'Delete…' }).click()
  await expect(dialogOf(page)).toContainText('takes a second person')
  await expect(dialogOf(page)).toContainText('Partners call it.')
  await picture('delete-protected')
  await expect(dialogOf(page).getByRole('button', { name: 'Delete function URL' })).toHaveCount(0)
  await dialogOf(page).getByRole('button', { name: 'Keep it' }).click()

  await page.getByRole('button', { name: 'Protected…' }).click()
  await dialogOf(page).getByRole('button', { name: 'Remove the mark' }).click()
  await expect(page.getByRole('button', { name: 'Protect…' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete…' }).click()
  await dialogOf(page)
    .getByRole('textbox', { name: /^Type / })
    .fill(typedFor(target))
  await dialogOf(page).getByRole('button', { name: 'Delete function URL' }).click()
  await expect(dialogOf(page).getByText('Applied', { exact: true })).toBeVisible()
})
