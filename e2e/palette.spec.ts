import type { Page } from '@playwright/test'
import { createPath } from '@/lib/identity/paths'
import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import type { World } from './fixtures/world'
import { addressIn, dialogOf } from './fixtures/writing'

const fieldIn = (page: Page) => dialogOf(page).getByRole('combobox', { name: /^Search function URLs/ })
const choice = (page: Page, name: string | RegExp) => dialogOf(page).getByRole('option', { name })
const chosen = (page: Page) => dialogOf(page).getByRole('option', { selected: true })

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(fieldIn(page)).toBeFocused()
}

function addShop(world: World) {
  const shop = world.addFunction('shop')
  world.addUrl(shop, {
    authType: 'NONE',
    cors: { AllowOrigins: [`https://${shop.name}.example`], AllowMethods: ['GET'] },
  })
  return shop
}

/** The index has read everything. */
async function known(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  await expect(page.getByText(/functions? read, the last time/)).toBeVisible()
}

test('a few letters lead to a function URL, its function and an origin, by keyboard alone', async ({
  page,
  world,
  consoleWith,
  picture,
}) => {
  const shop = addShop(world)
  const server = await consoleWith({})
  await known(page, server.url)
  await openPalette(page)
  await page.keyboard.type(shop.name)
  await expect(choice(page, new RegExp(`^${shop.name} · \\$LATEST`))).toHaveAttribute('aria-selected', 'true')
  await expect(choice(page, `https://${shop.name}.example`)).toContainText('Allowed by 1 function URL')
  await picture('found')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(server.url + addressIn(shop))
  await expect(page.getByRole('heading', { level: 1 })).toContainText(shop.name)

  await openPalette(page)
  await page.keyboard.type(`${shop.name}.example`)
  await expect(choice(page, `https://${shop.name}.example`)).toBeVisible()
  await expect(dialogOf(page).getByRole('option')).toHaveCount(2)
  await page.keyboard.press('ArrowDown')
  await expect(chosen(page)).toHaveText(/Allowed by 1 function URL/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('table', { name: 'Function URLs' }).getByRole('row')).toHaveCount(2)
  await expect(page).toHaveURL(/q=origin/)
})

test('on the page of a function URL its tabs and its deletion are a few letters away', async ({
  page,
  world,
}) => {
  const shop = addShop(world)
  await page.goto(addressIn(shop))
  await openPalette(page)
  await expect(dialogOf(page).getByRole('group', { name: `${shop.name} · $LATEST` })).toBeVisible()
  await page.keyboard.type('edit cors')
  await expect(chosen(page)).toHaveText(/cors/i)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(addressIn(shop, '$LATEST', 'cors'))
  await expect(page.getByRole('heading', { name: 'CORS settings' })).toBeVisible()
  await openPalette(page)
  await page.keyboard.type('delete this')
  await expect(chosen(page)).toHaveText(/delete/i)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: new RegExp(shop.name) })).toBeVisible()
  await expect(page).toHaveURL(/panel=delete/)
})

test('pages and actions are found by other words too; what is no name is read in What went wrong?', async ({
  page,
}) => {
  await page.goto('/activity')
  await page.getByRole('button', { name: 'Search everything' }).click()
  await fieldIn(page).fill('new')
  await expect(chosen(page)).toHaveText('Create function URL')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(createPath())

  await openPalette(page)
  await fieldIn(page).fill('GET https://nowhere.example/ net::ERR_FAILED 403 (Forbidden) at checkout')
  await choice(page, 'Read it in What went wrong?').click()
  const diagnosis = page.getByRole('dialog', { name: 'What went wrong?' })
  await expect(diagnosis.getByRole('textbox')).toHaveValue(/^GET https:\/\/nowhere\.example/)
  await page.keyboard.press('Escape')
  await expect(diagnosis).toHaveCount(0)
})

test('a saved view is found by its name', async ({ page, consoleWith }) => {
  const server = await consoleWith({})
  await page.goto(`${server.url}/?q=auth:NONE&sort=region&order=desc`)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view …' }).click()
  await dialogOf(page).getByRole('textbox', { name: 'Name' }).fill('Open ones')
  await dialogOf(page).getByRole('button', { name: 'Save view' }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  await page.goto(`${server.url}/activity`)
  await openPalette(page)
  await page.keyboard.type('open ones')
  await expect(chosen(page)).toContainText('Open ones')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/\?q=auth(:|%3A)NONE.*sort=region/)
})

test('the index that cannot be searched is said; pages are still reached', async ({ page, watch }) => {
  watch.allow(/Failed to load resource/)
  await page.route('**/api/palette*', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/json',
      body: JSON.stringify({
        ok: false,
        failure: { code: 'database-busy', message: 'The database is busy.' },
      }),
    }),
  )
  await page.goto('/activity')
  await openPalette(page)
  await page.keyboard.type('functions')
  await expect(dialogOf(page).getByRole('status')).toContainText('could not be searched')
  await choice(page, 'Functions').click()
  await expect(page).toHaveURL('/functions')
})

test('the shortcuts have a list at ?, and single keys can be switched off', async ({ page, picture }) => {
  await page.goto('/activity')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeVisible()
  await picture('shortcuts')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(page).toHaveURL('/functions')
  await expect(page.getByRole('heading', { name: 'Functions', level: 1 })).toBeVisible()

  await page.keyboard.press('?')
  await sheet.getByRole('switch').uncheck()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.keyboard.press('?')
  // What needs Ctrl still works, and comes after the keys above.
  await openPalette(page)
  await expect(page).toHaveURL('/functions')
  await expect(sheet).toHaveCount(0)
  await page.keyboard.press('Escape')
  await page.reload()
  await page.keyboard.press('Control+k')
  await fieldIn(page).fill('shortcuts')
  await expect(chosen(page)).toHaveText(/shortcuts/i)
  await page.keyboard.press('Enter')
  await sheet.getByRole('switch').check()
})

test('it works at 360 pixels, and tells nothing of a dialog below', async ({ page, world, picture }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  const shop = addShop(world)
  await page.goto(addressIn(shop))
  await page.getByRole('button', { name: 'Search everything' }).click()
  await expect(fieldIn(page)).toBeFocused()
  await fieldIn(page).fill('try')
  await expect(chosen(page)).toHaveText('Try it')
  await picture('narrow')
  await page.keyboard.press('Escape')
  await page.goto(`${addressIn(shop)}?panel=delete`)
  await expect(dialogOf(page)).toHaveCount(1)
  await page.keyboard.press('Control+k')
  await expect(fieldIn(page)).toHaveCount(0)
})
