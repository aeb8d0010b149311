import Libsql from 'libsql'
import { EVERY_EVENT } from '@/lib/record/fixtures/every-event'
import { expectNoAxeViolations } from './fixtures/axe'
import { fillRecord } from './fixtures/fill-record'
import { expect, test } from './fixtures/test'

const IDENTITY = {
  account: '111111111111',
  region: 'eu-central-1',
  functionName: 'checkout-api',
  qualifier: 'live',
}
const ABOUT_URLS = [
  'protection-set',
  'protection-removed',
  'finding-muted',
  'request-sent',
  'request-approved',
]

/** One event of every kind, a minute after the other, by Mia and Tom in turn. */
const everyKind = () =>
  EVERY_EVENT.map((event, index) => ({
    at: new Date(Date.parse('2026-11-20T09:00:00.000Z') + index * 60_000).toISOString(),
    by: index % 2 ? 'Tom Baker' : 'Mia Wong',
    event,
    ...(ABOUT_URLS.includes(event.kind) && { identity: IDENTITY }),
  }))

test('who was let in, who was given what, and who was refused stands in one line, is searched and is a file', async ({
  page,
  consoleWith,
  picture,
}) => {
  const own = await consoleWith({})
  await own.stop()
  const last = fillRecord(own.databasePath, everyKind())
  await own.start()
  await page.goto(`${own.url}/activity`)
  const rows = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await expect(page.getByText(`${last} entries`, { exact: true })).toBeVisible()
  await expect(rows).toHaveCount(last)
  await expect(rows.filter({ hasText: 'made Tom editor of production/eu-*' })).toContainText('Rights')
  await picture('everything')
  await expectNoAxeViolations(page)

  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('refused')
  await expect(rows).toHaveCount(5)
  await expect(rows.last()).toContainText('A sign-in from the internet was refused: wrong password')
  await expect(page).toHaveURL(/outcome=refused/)
  await page.getByRole('combobox', { name: 'What' }).selectOption('rights')
  await expect(rows).toHaveText([/was refused function:read/, /was refused function-url:delete/])
  await page.getByRole('button', { name: 'Clear filters' }).click()

  await page.getByRole('searchbox', { name: 'Who' }).fill('mia wong')
  await page.getByRole('searchbox', { name: 'Search names and texts' }).fill('checkout-api:live')
  await expect(rows.first()).toContainText('checkout-api:live')
  for (const row of await rows.all()) await expect(row).toContainText('Mia Wong')
  await page.getByRole('combobox', { name: 'When' }).selectOption('days')
  await page.getByLabel('From day (UTC)').fill('2026-11-19')
  await page.getByLabel('To day (UTC)').fill('2026-11-19')
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await expectNoAxeViolations(page)
  await picture('filtered')
  await page.getByLabel('To day (UTC)').fill('2026-11-20')
  await expect(rows.first()).toContainText('checkout-api:live')

  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' }).click()
  expect((await saving).suggestedFilename()).toBe(
    `record-${new Date().toISOString().slice(0, 10)}-to-event-${last}.csv`,
  )
  const asked = await page.request.get(`${own.url}/api/activity/export?format=jsonl&outcome=refused`)
  const [about, ...events] = (await asked.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(about).toMatchObject({ export: 'record', isWhole: false, head: { position: last } })
  expect(events).toHaveLength(5)
  const head = await page.request.get(`${own.url}/api/activity/head`)
  expect(await head.json()).toMatchObject({ position: last, hash: about.head.hash })

  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await rows.getByRole('link', { name: /declined the request/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /declined the request/ })).toBeVisible()
  await expect(page).toHaveURL(/\/activity\/events\/\d+$/)
  await expect(page.getByRole('group', { name: 'The event' })).toContainText('"type": "request-declined"')
  await picture('event')
  await expectNoAxeViolations(page)
})

test('a setting is in the record with what it was before', async ({ page, consoleWith }) => {
  const own = await consoleWith({})
  await page.goto(`${own.url}/settings`)
  const counting = page.getByRole('switch', { name: /Count/ })
  await counting.click()
  await expect(counting).toBeChecked()
  await expect(page.getByText(/^Set by/)).toBeVisible()
  await page.goto(`${own.url}/activity`)
  const rows = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await expect(rows).toHaveText([/set “Count the requests of every function URL” from off to on/])
})

test('what was taken out of the record shows at its place', async ({ page, consoleWith, picture, watch }) => {
  watch.allow(/404/)
  const own = await consoleWith({})
  await own.stop()
  fillRecord(own.databasePath, everyKind().slice(0, 8))
  const raw = new Libsql(own.databasePath)
  raw.exec('delete from journal_events where position in (3, 4, 8)')
  raw.close()
  await own.start()
  await page.goto(`${own.url}/activity`)
  const rows = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await expect(rows).toHaveText([
    /Event 8 is missing/,
    /was refused/,
    /was refused/,
    /ended 2 sessions/,
    /Events 3 to 4 are missing/,
    /A sign-in/,
    /signed in with/,
  ])
  await expectNoAxeViolations(page)
  await picture('gaps')
  await page.goto(`${own.url}/activity/events/3`)
  await expect(page.getByRole('heading', { level: 1, name: 'There is no such event' })).toBeVisible()
})

test('ten thousand events come a page at a time', async ({ page, consoleWith }) => {
  const own = await consoleWith({})
  await own.stop()
  const events = Array.from({ length: 10_000 }, (_, index) => ({
    at: new Date(Date.parse('2026-11-01T00:00:00.000Z') + index * 60_000).toISOString(),
    by: index === 0 ? 'Ada' : 'Mia',
    event: { kind: 'signed-out' as const },
  }))
  fillRecord(own.databasePath, events)
  await own.start()
  await page.goto(`${own.url}/activity`)
  const rows = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await expect(page.getByText('50 of 10,000 entries')).toBeVisible()
  await page.getByRole('button', { name: 'Show earlier entries' }).click()
  await expect(rows).toHaveCount(100)
  await expect(rows.last()).toContainText('event 9901')
  await page.getByRole('searchbox', { name: 'Who' }).fill('ada')
  await expect(rows).toHaveText([/Ada signed out/])
})
