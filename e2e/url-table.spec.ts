import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectNoAxeViolations } from './fixtures/axe'
import type { ConsoleProcess } from './fixtures/console-process'
import { fillIndex } from './fixtures/fill-index'
import { expect, test } from './fixtures/test'

const ROWS = 240

/** A console that knows 240 function URLs, open at its first page. */
async function openFilled(
  page: Page,
  consoleWith: (settings: Record<string, string>) => Promise<ConsoleProcess>,
  settings: Record<string, string> = {},
): Promise<ConsoleProcess> {
  const server = await consoleWith({
    CONSOLE_ACCOUNT_NAMES: '111111111111=production,222222222222=staging',
    ...settings,
  })
  fillIndex(server.databasePath, ROWS)
  await page.goto(server.url)
  await expect(page.getByRole('button', { name: /^Function URLs/ })).toContainText('240')
  return server
}

const searchOf = (page: Page) => page.getByRole('combobox', { name: 'Search function URLs' })
const table = (page: Page) => page.getByRole('table', { name: 'Function URLs' })
const heads = (page: Page) => table(page).getByRole('columnheader')
const suggestion = (page: Page, name: RegExp) => page.getByRole('option', { name })
const token = (page: Page, name: string) => page.getByRole('button', { name: `Remove ${name}` })

test('keys and values are suggested with counts, by keyboard alone, and each condition can be taken out', async ({
  page,
  consoleWith,
  picture,
}) => {
  await openFilled(page, consoleWith)
  const search = searchOf(page)
  await page.keyboard.press('/')
  await expect(search).toBeFocused()
  await expect(search).toHaveAttribute('aria-expanded', 'false')
  await search.pressSequentially('reg')
  await expect(suggestion(page, /^region:/)).toBeVisible()
  await expect(search).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(suggestion(page, /^region:/)).toHaveAttribute('aria-selected', 'true')
  const id = await suggestion(page, /^region:/).getAttribute('id')
  await expect(search).toHaveAttribute('aria-activedescendant', id ?? '')
  await page.keyboard.press('Enter')
  await expect(search).toHaveValue('region:')
  await expect(suggestion(page, /^eu-central-1/)).toContainText('192')
  await expect(suggestion(page, /^us-east-1/)).toContainText('48')
  await picture('suggestions')
  await expectNoAxeViolations(page)
  await search.focus()
  await page.keyboard.press('ArrowDown')
  await expect(suggestion(page, /^eu-central-1/)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowUp')
  await expect(suggestion(page, /^us-east-1/)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(search).toHaveValue('region:us-east-1 ')
  await expect(page.getByText('48 of 240 function URLs')).toBeVisible()
  await expect(page).toHaveURL(/q=region(:|%3A)us-east-1/)
  await expect(search).toHaveAttribute('aria-expanded', 'false')

  await search.pressSequentially('-account:prod')
  await expect(suggestion(page, /^production/)).toContainText('160')
  await suggestion(page, /^production/).click()
  await expect(search).toHaveValue('region:us-east-1 -account:production ')
  await expect(page.getByText('16 of 240 function URLs')).toBeVisible()

  await token(page, 'region:us-east-1').click()
  await expect(search).toHaveValue('-account:production')
  await expect(page.getByText('80 of 240 function URLs')).toBeVisible()
  await expect(search).toBeFocused()
  await search.press('Escape')
  await expect(search).toHaveValue('')
  await expect(page.getByRole('list', { name: 'Conditions of the search' })).toHaveCount(0)
})

test('what cannot be meant is told at its place, the rest of the query holds and nothing typed is lost', async ({
  page,
  consoleWith,
  picture,
}) => {
  const server = await openFilled(page, consoleWith)
  const search = searchOf(page)
  await search.fill('acount:production region:us-* is:open')
  await expect(page.getByText(/There is no acount: here; write account:/)).toBeVisible()
  await expect(page.getByText(/^is: is one of public,/)).toBeVisible()
  await expect(page.getByText('48 of 240 function URLs')).toBeVisible()
  await expect(search).toHaveAttribute('aria-invalid', 'true')
  await expect(search).toHaveAccessibleDescription(/There is no acount:.*is: is one of/)
  await search.blur()
  await picture('wrong-query')
  await expectNoAxeViolations(page)

  await page.getByRole('button', { name: /^Public/ }).click()
  await expect(search).toHaveValue('acount:production region:us-* is:open is:public')
  await token(page, 'is:open').click()
  await expect(search).toHaveValue('acount:production region:us-* is:public')

  await page.getByRole('button', { name: 'Export' }).click()
  await expect(page.getByRole('menuitem', { name: /^CSV/ })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('menuitem', { name: /^CSV/ })).toContainText('Correct the search first')
  const refused = await page.request.get(`${server.url}/api/inventory/export?format=csv&q=is:open`)
  expect(refused.status()).toBe(400)
})

test('columns are chosen and ordered by keyboard, stand in the address and are remembered here', async ({
  page,
  consoleWith,
  picture,
}) => {
  const server = await openFilled(page, consoleWith)
  const panel = page.getByRole('dialog', { name: 'Columns, density and order' })
  const before = await heads(page).count()
  await page.getByRole('button', { name: 'Columns' }).focus()
  await page.keyboard.press('Enter')
  await expect(panel).toBeVisible()
  const runtime = panel.getByRole('checkbox', { name: 'Runtime' })
  await runtime.focus()
  await page.keyboard.press('Space')
  await expect(heads(page)).toHaveCount(before + 1)
  await expect(heads(page).last()).toHaveText('Runtime')
  await panel.getByRole('button', { name: 'Move Runtime to the left' }).focus()
  await page.keyboard.press('Enter')
  await expect(heads(page).nth(before - 1)).toHaveText('Runtime')
  await panel.getByRole('checkbox', { name: 'CORS' }).uncheck()
  await expect(heads(page).filter({ hasText: 'CORS' })).toHaveCount(0)
  await panel.getByRole('radio', { name: 'One line' }).check()
  await expect(page).toHaveURL(/columns=.*runtime.*density=compact/)
  await panel.getByRole('combobox', { name: 'Sort by' }).selectOption('Runtime')
  await expect(page).toHaveURL(/sort=runtime/)
  await expect(heads(page).nth(before - 2)).toHaveAttribute('aria-sort', 'ascending')
  await picture('columns')
  await expectNoAxeViolations(page, { within: '[role=dialog]:popover-open' })
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  // The first HTML of the next visit has them already, and the address says so.
  const html = await (await page.request.get(server.url)).text()
  expect(html).toContain('Runtime')
  await page.goto(server.url)
  await expect(heads(page).nth(before - 2)).toHaveText('Runtime')
  await expect(page).toHaveURL(/columns=.*density=compact/)

  await page.getByRole('button', { name: 'Columns' }).click()
  await panel.getByRole('button', { name: 'Reset columns and rows' }).click()
  await expect(heads(page)).toHaveCount(before)
  await expect(page).not.toHaveURL(/columns=/)
})

test('every column orders everything', async ({ page, consoleWith }) => {
  await openFilled(page, consoleWith)
  await page.getByRole('button', { name: 'Columns' }).click()
  const panel = page.getByRole('dialog', { name: 'Columns, density and order' })
  for (const name of await panel.getByRole('checkbox').all()) await name.check()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  for (const name of await heads(page).getByRole('button').allTextContents()) {
    const head = page.getByRole('columnheader', { name, exact: true })
    await head.getByRole('button').click()
    await expect(head).toHaveAttribute('aria-sort', /ending/)
    await expect(table(page)).toHaveAttribute('aria-rowcount', String(ROWS + 1))
  }
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
})

test('a view gets a name, is a link for everybody, and is renamed, replaced and deleted', async ({
  page,
  browser,
  consoleWith,
  picture,
}) => {
  // Read-only is about AWS: views are the console's own.
  const server = await openFilled(page, consoleWith, { CONSOLE_READ_ONLY: 'true' })
  await page.goto(`${server.url}/?q=region:us-*&sort=region&order=desc&columns=function,region`)
  await expect(page.getByText('48 of 240 function URLs')).toBeVisible()
  const menu = page.getByRole('button', { name: /^Views$|^US$|^America$/ })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Save this view …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this view' })
  const name = dialog.getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await dialog.getByRole('button', { name: 'Save view' }).click()
  await expect(dialog.getByText('Give the view a name.')).toBeVisible()
  await name.fill('US')
  await picture('save-view')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  await name.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(menu).toHaveText('US')

  const other = await browser.newContext()
  const theirs = await other.newPage()
  await theirs.goto(server.url)
  await theirs.getByRole('button', { name: 'Views' }).click()
  await theirs.getByRole('menuitem', { name: 'US' }).click()
  await expect(theirs.getByText('48 of 240 function URLs')).toBeVisible()
  await expect(theirs.getByRole('columnheader')).toHaveText([
    'Select the rows shown',
    'Function URL',
    'Region',
  ])
  await theirs.close()
  await other.close()

  await searchOf(page).fill('region:us-* auth:NONE')
  await expect(menu).toHaveText('Views')
  await menu.click()
  await page.getByRole('menuitem', { name: 'Save this view …' }).click()
  await name.fill('us')
  await expect(dialog.getByText('Another view has this name.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Replace what “US” shows' }).click()
  await expect(dialog).toBeHidden()
  await expect(menu).toHaveText('US')

  await menu.click()
  await page.getByRole('menuitem', { name: 'Rename or delete …' }).click()
  const views = page.getByRole('dialog', { name: 'Saved views' })
  await expect(views.getByText(/made by Test operator/)).toBeVisible()
  await views.getByRole('button', { name: 'Rename US' }).click()
  await views.getByRole('textbox', { name: 'New name of US' }).fill('America')
  await views.getByRole('textbox').press('Enter')
  await expect(views.getByRole('link', { name: 'America' })).toBeVisible()
  await picture('manage-views')
  await expectNoAxeViolations(page, { within: 'dialog[open]' })
  await views.getByRole('button', { name: 'Delete America' }).click()
  await expect(views.getByText(/leaves the menu of everybody/)).toBeVisible()
  await views.getByRole('button', { name: 'Delete view' }).click()
  await expect(views.getByText('There is no saved view any more.')).toBeVisible()
  await views.getByRole('button', { name: 'Close' }).last().click()
  await expect(menu).toHaveText('Views')
})

test('what is filtered is exported as it is on screen, as CSV and as JSON', async ({ page, consoleWith }) => {
  const server = await openFilled(page, consoleWith)
  await page.goto(`${server.url}/?q=region:us-*&sort=function&order=desc&columns=function,account`)
  await expect(page.getByText('48 of 240 function URLs')).toBeVisible()
  const today = new Date().toISOString().slice(0, 10)
  const exported = async (format: 'CSV' | 'JSON') => {
    await page.getByRole('button', { name: 'Export' }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: `${format}, 48 rows` }).click()
    const download = await saved
    expect(download.suggestedFilename()).toMatch(
      new RegExp(`^function-urls-[0-9-]{10}\\.${format.toLowerCase()}$`),
    )
    expect(download.suggestedFilename() >= `function-urls-${today}`).toBe(true)
    return readFile(await download.path(), 'utf8')
  }
  const lines = (await exported('CSV')).trimEnd().split('\r\n')
  expect(lines[0]).toBe('"Function","Qualifier","Account","Account name","Read","Not read again because"')
  expect(lines).toHaveLength(49)
  const first = await page
    .getByRole('link', { name: /:\$LATEST$/ })
    .first()
    .textContent()
  expect(lines[1]).toContain(`"${first?.replace('$LATEST', '')}"`)
  expect(lines[1]).toMatch(/"2026-[0-9-]+T00:00:00.000Z",""$/)
  const { rows, query } = JSON.parse(await exported('JSON'))
  expect(query).toBe('region:us-*')
  expect(rows).toHaveLength(48)
  expect(rows[0]).toMatchObject({ qualifier: '$LATEST', readAt: expect.stringMatching(/^2026-/) })
})

test('50,000 rows are exported without holding them in memory', async ({ consoleWith, page }) => {
  test.setTimeout(180_000)
  const server = await consoleWith({})
  fillIndex(server.databasePath, 50_000)
  const answer = await page.request.get(`${server.url}/api/inventory/export?format=csv&sort=function`, {
    timeout: 150_000,
  })
  const lines = (await answer.text()).trimEnd().split('\r\n')
  expect(lines).toHaveLength(50_001)
  expect(new Set(lines).size).toBe(50_001)
})

test('in a narrow window the same is at hand', async ({ page, consoleWith, picture }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await openFilled(page, consoleWith)
  await searchOf(page).fill('auth:NONE region:us-* nothing-like-it')
  await expect(page.getByRole('heading', { name: 'No function URL matches' })).toBeVisible()
  await token(page, 'nothing-like-it').click()
  await expect(page.getByText(/ of 240 function URLs/)).toBeVisible()
  await picture('narrow')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Columns' }).click()
  const panel = page.getByRole('dialog', { name: 'Columns, density and order' })
  await panel.getByRole('combobox', { name: 'Sort by' }).selectOption('Function URL')
  await expect(page).toHaveURL(/sort=function/)
  await picture('narrow-columns')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})
