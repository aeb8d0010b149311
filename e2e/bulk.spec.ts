import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { FunctionState } from '@/lib/sandbox/state'
import { expectNoAxeViolations } from './fixtures/axe'
import { expect, test } from './fixtures/test'
import type { World } from './fixtures/world'

/** Function URLs that answer 403 to everyone, since both permissions are missing. */
function addHalf(world: World, count: number, word = 'half'): FunctionState[] {
  return Array.from({ length: count }, (_, index) => {
    const fn = world.addFunction(`${word}-${String(index).padStart(2, '0')}`)
    world.addUrl(fn, { authType: 'NONE' })
    return fn
  })
}

/** Opens the home page of a console that has read everything, ordered by name. */
async function openHome(page: Page, url: string, urls: number) {
  await page.goto(url)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  await expect(page.getByText(/functions read, the last time/)).toBeVisible({ timeout: 60_000 })
  await page.goto(`${url}/?sort=function&order=asc`)
  const table = page.getByRole('table', { name: 'Function URLs' })
  await expect(table).toHaveAttribute('aria-rowcount', String(urls + 1))
  return table
}

const boxOf = (page: Page, fn: FunctionState) =>
  page.getByRole('checkbox', { name: `Select ${fn.name}:$LATEST` })

async function choose(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: 'Change…' }).click()
  await page.getByRole('menuitem', { name: action }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

async function review(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Review' }).click()
  await expect(page).toHaveURL(/\/bulk\/[0-9a-f-]{36}$/)
}

const statementsOf = (fn: FunctionState) => fn.policies.get('$LATEST')?.statements ?? []

test('rows are chosen one by one, by range, and as all that match; by keyboard and in a narrow window', async ({
  page,
  world,
  consoleWith,
  picture,
}) => {
  const fns = addHalf(world, 6)
  const open = world.addFunction('open')
  world.addUrl(open, { authType: 'AWS_IAM' })
  const server = await consoleWith({})
  await openHome(page, server.url, 7)
  const [first, second, third, fourth, , sixth] = fns as [FunctionState, ...FunctionState[]]
  if (!second || !third || !fourth || !sixth) throw new Error('There are six.')
  const bar = page.getByRole('region', { name: 'Selection' })

  await boxOf(page, first).click()
  await expect(bar).toContainText('1 function URL selected')
  await boxOf(page, fourth).click({ modifiers: ['Shift'] })
  await expect(bar).toContainText('4 function URLs selected')
  await expect(boxOf(page, third)).toBeChecked()
  await boxOf(page, second).click()
  await expect(bar).toContainText('3 function URLs selected')

  // Sorting and another search leave it as it is, and say what of it is not shown.
  await page.getByRole('button', { name: 'Function URL', exact: true }).click()
  await expect(page).toHaveURL(/order=desc/)
  await expect(boxOf(page, first)).toBeChecked()
  await page.goto(`${server.url}/?sort=function&order=asc`)
  await expect(bar).toHaveCount(0)

  // By keyboard alone: Space chooses, Shift with an arrow goes on.
  await boxOf(page, first).focus()
  await page.keyboard.press('Space')
  await expect(boxOf(page, first)).toBeChecked()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(boxOf(page, second)).toBeFocused()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(bar).toContainText('3 function URLs selected')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(boxOf(page, sixth)).toBeFocused()
  await page.keyboard.press('Shift+Space')
  await expect(bar).toContainText('6 function URLs selected')
  await expectNoAxeViolations(page)
  await picture('selected')

  await page.getByRole('button', { name: 'Clear' }).last().click()
  await expect(bar).toHaveCount(0)
  await page.setViewportSize({ width: 360, height: 740 })
  await boxOf(page, first).click()
  await page.getByRole('button', { name: 'Select all 7 that match' }).click()
  await expect(bar).toContainText('Every function URL (7)')
  await boxOf(page, second).click()
  await expect(bar).toContainText('Every function URL but 1 (6)')
  await page.screenshot({ path: test.info().outputPath('narrow.png') })
  await page.getByRole('button', { name: 'Change…' }).click()
  await expect(page.getByRole('menuitem', { name: 'Auth type…' })).toBeVisible()
})

test('a review puts together what happens, shows each plan, and is confirmed by what it does', async ({
  page,
  world,
  consoleWith,
  picture,
}) => {
  const half = addHalf(world, 3)
  const whole = world.addFunction('whole')
  world.addUrl(whole, { authType: 'NONE' })
  world.addPublicStatements(whole)
  const gone = world.addFunction('gone')
  world.addUrl(gone, { authType: 'NONE' })
  const server = await consoleWith({})
  await openHome(page, server.url, 5)
  gone.urls.clear()
  await boxOf(page, whole).click()
  await page.getByRole('button', { name: 'Select all 5 that match' }).click()
  await choose(page, 'Add missing permissions')
  await review(page)

  const groups = page.getByRole('list', { name: 'Groups' })
  await expect(groups).toContainText('3 get 2 AddPermission')
  await expect(groups).toContainText('1 needs nothing: Nobody lacks a permission that this console can add.')
  await expect(groups).toContainText('1 is refused: It has no function URL any more.')
  await expect(page.getByText('3 function URLs will be open to the internet')).toBeVisible()
  await groups.getByRole('button', { name: /^Show them ?: Planned/ }).click()
  const [left] = half as [FunctionState]
  await page.getByRole('button', { name: `Plan of ${left.name}:$LATEST` }).click()
  const plan = page.getByRole('dialog')
  await expect(plan).toContainText('lambda:InvokeFunctionUrl')
  await plan.getByRole('button', { name: 'Close' }).last().click()
  await expect(plan).toHaveCount(0)
  await picture('review')
  await expectNoAxeViolations(page)

  await page.getByRole('checkbox', { name: `Apply ${left.name}:$LATEST` }).click()
  await expect(page.getByText('Left out by Test operator.')).toBeVisible()
  const typed = page.getByRole('textbox', { name: /Type open 2 function URLs to the internet/ })
  await typed.fill('open 3 function URLs to the internet')
  await typed.press('Enter')
  await expect(page.getByText('Type open 2 function URLs to the internet first.').first()).toBeVisible()
  expect(half.map((fn) => statementsOf(fn).length)).toEqual([0, 0, 0])
  await typed.fill('open 2 function URLs to the internet')
  await page.getByRole('button', { name: 'Apply 2 changes' }).click()
  await expect(page.getByText('2 of 2 changes applied')).toBeVisible()
  expect(half.map((fn) => statementsOf(fn).length)).toEqual([0, 2, 2])
})

test('a bulk change is stopped, goes on after a reload, tells what failed, tries it again, and is taken back', async ({
  page,
  world,
  consoleWith,
  picture,
}) => {
  test.setTimeout(180_000)
  const fns = addHalf(world, 24, 'many')
  const last = fns.at(-1) as FunctionState
  for (const fn of fns) {
    world.addPublicStatements(fn)
    // A call meets one fault: the last one meets another, below.
    if (fn === last) continue
    world.fault(fn, {
      operation: 'UpdateFunctionUrlConfig',
      when: 'before',
      what: { slowMs: 3_000 },
      times: 1,
    })
  }
  const server = await consoleWith({})
  await openHome(page, server.url, 24)
  await boxOf(page, fns[0] as FunctionState).click()
  await page.getByRole('button', { name: 'Select all 24 that match' }).click()
  await choose(page, 'Allow an origin…')
  await page.getByRole('textbox', { name: 'Origin' }).fill('https://shop.example')
  await review(page)
  await expect(page.getByRole('button', { name: 'Apply 24 changes' })).toBeVisible({ timeout: 60_000 })
  world.fault(last, {
    operation: 'UpdateFunctionUrlConfig',
    when: 'before',
    what: { status: 403, code: 'AccessDeniedException' },
    times: 1,
  })
  await page.getByRole('button', { name: 'Apply 24 changes' }).click()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText(/stopped by Test operator$/)).toBeVisible({ timeout: 30_000 })
  await page.reload()
  await expect(page.getByText(/stopped by Test operator$/)).toBeVisible()
  const withCors = () => fns.filter((fn) => fn.urls.get('$LATEST')?.cors).length
  expect(withCors()).toBeLessThan(24)
  await picture('stopped')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('23 of 24 changes applied')).toBeVisible({ timeout: 60_000 })
  expect(withCors()).toBe(23)
  await picture('ended-with-a-failure')

  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Report' }).click()
  await page.getByRole('menuitem', { name: 'As CSV' }).click()
  const csv = readFileSync(await (await saving).path(), 'utf8')
  expect(csv.split('\r\n').filter((line) => line.includes(',applied,'))).toHaveLength(23)
  expect(csv).toContain(`${last.name},$LATEST,failed,`)

  await page.getByRole('button', { name: 'Try 1 change again' }).click()
  await expect(page.getByText('24 of 24 changes applied')).toBeVisible({ timeout: 30_000 })
  expect(withCors()).toBe(24)
  const calls = fns.map(
    (fn) => world.calls(fn, 'UpdateFunctionUrlConfig').filter(({ status }) => status === 200).length,
  )
  expect(calls).toEqual(fns.map(() => 1))

  const title = 'Allow the origin https://shop.example for 24 function URLs'
  await page.getByRole('link', { name: 'Activity' }).last().click()
  const lines = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await expect(lines).toHaveCount(1)
  await expect(lines).toContainText('Bulk change: 24 of 24 changes applied')
  await lines.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Undo “${title}”` })).toBeVisible()
  await page.getByRole('button', { name: 'Apply 24 changes' }).click({ timeout: 60_000 })
  await expect(page.getByText('24 of 24 changes applied')).toBeVisible({ timeout: 60_000 })
  expect(withCors()).toBe(0)
})

test('many are deleted at once by typing how many', async ({ page, world, consoleWith, picture }) => {
  const fns = addHalf(world, 4, 'old')
  const server = await consoleWith({})
  await openHome(page, server.url, 4)
  await boxOf(page, fns[0] as FunctionState).click()
  await boxOf(page, fns[2] as FunctionState).click({ modifiers: ['Shift'] })
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('3 function URLs selected')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await review(page)
  await expect(page.getByText(/^3 addresses will be gone for good\./)).toBeVisible()
  await page.setViewportSize({ width: 360, height: 740 })
  await picture('delete-narrow')
  await page.getByRole('textbox', { name: /Type delete 3 function URLs/ }).fill('delete 3 function URLs')
  await page.getByRole('button', { name: 'Apply 3 changes' }).click()
  await expect(page.getByText('3 of 3 changes applied')).toBeVisible()
  expect(fns.map((fn) => fn.urls.size)).toEqual([0, 0, 0, 1])
  await page.goto(server.url)
  await expect(page.getByRole('table', { name: 'Function URLs' }).getByRole('row')).toHaveCount(2)
})

test('a read-only console lets choose, and says why nothing can be done', async ({
  page,
  world,
  consoleWith,
}) => {
  const fns = addHalf(world, 2)
  const server = await consoleWith({ CONSOLE_READ_ONLY: 'true' })
  await openHome(page, server.url, 2)
  await boxOf(page, fns[0] as FunctionState).click()
  await page.getByRole('button', { name: 'Change…' }).click()
  const item = page.getByRole('menuitem', { name: /^Auth type…/ })
  await expect(item).toHaveAttribute('aria-disabled', 'true')
  await expect(item).toContainText('read-only')
  await page.keyboard.press('Escape')
  const remove = page.getByRole('button', { name: 'Delete', exact: true })
  await expect(remove).toHaveAttribute('aria-disabled', 'true')
})

test('an address that names no bulk change says so', async ({ page, server, watch }) => {
  watch.allow(/status of 404/)
  await page.goto(`${server.url}/bulk/00000000-0000-4000-8000-000000000000`)
  await expect(page.getByRole('heading', { name: 'There is no such bulk change' })).toBeVisible()
})
