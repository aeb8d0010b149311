import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import pg from 'pg'
import type { FunctionState } from '@/lib/sandbox/state'
import { handMadeActions } from './fixtures/hand-made-actions'
import { test as base, expect } from './fixtures/test'
import { addressIn, applyButton, applyReviewed, dialogOf } from './fixtures/writing'
import { promise } from './promises/promise'
import { type Replicas, startReplicas } from './replicas/replicas'

const test = base.extend<{ pairWith: (settings?: Record<string, string>) => Promise<Replicas> }>({
  pairWith: async ({ account, context }, use) => {
    const started: Replicas[] = []
    await use(async (settings) => {
      const pair = await startReplicas(account, process.env.TEST_POSTGRES ?? '', settings)
      started.push(pair)
      return pair
    })
    // A page that is still open would complain that its console is gone.
    await Promise.all(context.pages().map((page) => page.close()))
    for (const pair of started) {
      const { lost, doubled } = await pair.counted()
      expect([...lost, ...doubled], 'changes that were lost or made twice').toEqual([])
      await pair.dispose()
    }
  },
})

/** A change is settled by the other console once the dead one's lease is over, 15 s later. */
const AFTER_A_KILL = { timeout: 60_000 }
const WRITE = 'UpdateFunctionUrlConfig'

/** Reads everything into the index. */
async function readAll(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  await expect(page.getByText(/functions? read.*, the last time/)).toBeVisible({ timeout: 60_000 })
}

const identityOf = ({ account, region, name: functionName }: FunctionState) => ({
  ...{ account, region, functionName, qualifier: '$LATEST' },
})

test('a change begun on one console is followed on the other, which tells the truth when the first is killed', async ({
  page,
  world,
  pairWith,
}) => {
  const [made, unmade] = [world.addFunction('made'), world.addFunction('unmade')]
  const urls = [made, unmade].map((fn) => world.addUrl(fn, { authType: 'AWS_IAM', invokeMode: 'BUFFERED' }))
  const { each } = await pairWith()
  const [first, second] = each
  const actions = handMadeActions(first.port)
  const begun: string[] = []
  for (const fn of [made, unmade]) {
    const request = {
      kind: 'update' as const,
      identity: identityOf(fn),
      InvokeMode: 'RESPONSE_STREAM' as const,
    }
    const planHash = await actions.planHashOf(request)
    // One reply is lost after the effect, the other call never has one.
    world.fault(fn, { operation: WRITE, when: fn === made ? 'after' : 'before', what: 'hang', times: 1 })
    const changeId = randomUUID()
    expect((await actions.apply({ changeId, request, planHash })).body).toContain('started')
    await expect.poll(() => world.calls(fn, WRITE).length).toBe(1)
    begun.push(changeId)
  }
  await page.goto(`${second.url}/activity/${begun[0]}`)
  await expect(page.getByText(/^Under way: 0 of 1 call/)).toBeVisible()
  await first.kill()
  await expect(page.getByText('Applied', { exact: true }).first()).toBeVisible(AFTER_A_KILL)
  await page.goto(`${second.url}/activity/${begun[1]}`)
  await expect(page.getByText('Not applied', { exact: true }).first()).toBeVisible(AFTER_A_KILL)
  expect(urls.map(({ invokeMode }) => invokeMode)).toEqual(['RESPONSE_STREAM', 'BUFFERED'])
  expect([made, unmade].map((fn) => world.calls(fn, WRITE).length)).toEqual([1, 1])

  // The dead one comes back and knows the same.
  await first.start()
  await page.goto(`${first.url}/activity/${begun[1]}`)
  await expect(page.getByText('Not applied', { exact: true }).first()).toBeVisible()
  promise('R6', { changesWhoseConsoleWasKilled: begun.length, settledTruthfully: begun.length })
})

test('what one console has done is taken back on the other', async ({ page, world, pairWith }) => {
  const shop = world.addFunction('shop')
  const url = world.addUrl(shop, { authType: 'AWS_IAM' })
  const [first, second] = (await pairWith()).each
  await page.goto(first.url + addressIn(shop, '$LATEST', 'edit'))
  await page.getByRole('radio', { name: 'RESPONSE_STREAM' }).check()
  await page.getByRole('button', { name: 'Review changes' }).click()
  await applyReviewed(page)
  expect(url.invokeMode).toBe('RESPONSE_STREAM')
  await page.goto(`${second.url}/activity`)
  const title = `Change the invoke mode of ${shop.name}:$LATEST`
  await page.getByRole('link', { name: title }).first().click()
  await page.getByRole('button', { name: 'Revert this change' }).click()
  await expect(dialogOf(page)).toBeVisible()
  await applyButton(page).click()
  await expect(page.getByRole('heading', { name: `Revert “${title}”`, level: 1 })).toBeVisible()
  await expect(page.getByText('Applied', { exact: true }).first()).toBeVisible()
  expect(url.invokeMode).toBe('BUFFERED')
  await page.goto(first.url + addressIn(shop, '$LATEST', 'activity'))
  await expect(page.getByRole('list', { name: 'Activity' }).getByRole('listitem').last()).toContainText(
    'Applied, then reverted',
  )
})

test('views, mutes, settings and the reading are the same on both', async ({
  page,
  context,
  world,
  pairWith,
}) => {
  const half = world.addFunction('half')
  world.addUrl(half, { authType: 'NONE' })
  world.addStatements(half, '$LATEST', {
    ...{ Sid: 'url-only', Effect: 'Allow', Principal: '*', Resource: half.arn },
    Action: 'lambda:InvokeFunctionUrl',
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
  })
  for (let index = 0; index < 30; index++) world.addFunction(`more-${index}`)
  const [first, second] = (await pairWith({ CONSOLE_REQUEST_RATE: '2' })).each

  // One is asked to read; the other shows how far it is, and at the end what was read.
  const other = await context.newPage()
  await other.goto(second.url)
  await page.goto(first.url)
  await page.getByRole('button', { name: 'Check now' }).last().click()
  await Promise.all(
    [page, other].map((each) =>
      expect(each.getByText(/^Reading: \d+ of (the )?\d+ functions/)).toBeVisible({ timeout: 60_000 }),
    ),
  )
  for (const each of [page, other])
    await expect(each.getByText(/functions? read.*, the last time/)).toBeVisible({ timeout: 120_000 })
  await expect(other.getByRole('link', { name: `${half.name}:$LATEST` })).toBeVisible()
  await other.close()

  await page.goto(`${first.url}/?q=is:public`)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this view' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Everybody')
  await dialog.getByRole('button', { name: 'Save view' }).click()
  await expect(dialog).toBeHidden()
  await page.goto(second.url)
  await page.getByRole('button', { name: 'Views' }).click()
  await expect(page.getByRole('menuitem', { name: 'Everybody' })).toBeVisible()

  await page.goto(`${second.url}/findings?open=second-permission-missing`)
  await page
    .getByRole('button', { name: `Mute: ${half.name}:$LATEST` })
    .first()
    .click()
  await dialogOf(page).getByLabel('Reason').fill('Until the launch')
  await dialogOf(page).getByRole('button', { name: 'Mute', exact: true }).click()
  await expect(dialogOf(page)).toHaveCount(0)
  await page.goto(`${first.url}/findings?shown=muted`)
  await expect(page.getByRole('radio', { name: 'Muted (1)' })).toBeVisible()

  const counting = page.getByRole('switch', { name: /Count the requests of every function URL/ })
  await page.goto(`${first.url}/settings`)
  await counting.click()
  await expect(page.getByText(/^Set by/)).toBeVisible()
  await page.goto(`${second.url}/settings`)
  await expect(counting).toBeChecked()
})

test('a bulk change is followed on both, and goes on when the one that carries it out is killed', async ({
  page,
  world,
  pairWith,
}) => {
  const fns = Array.from({ length: 12 }, (_, index) => world.addFunction(`bulk-${index + 10}`))
  for (const fn of fns) {
    world.addUrl(fn, { authType: 'AWS_IAM' })
    world.fault(fn, { operation: WRITE, when: 'before', what: { slowMs: 400 }, times: 1 })
  }
  const [first, second] = (await pairWith()).each
  await readAll(page, first.url)
  await page.goto(`${first.url}/?sort=function&order=asc`)
  await page.getByRole('checkbox', { name: `Select ${fns[0]?.name}:$LATEST` }).click()
  await page.getByRole('button', { name: 'Select all 12 that match' }).click()
  await page.getByRole('button', { name: 'Change…' }).click()
  await page.getByRole('menuitem', { name: 'Allow an origin…' }).click()
  await page.getByRole('textbox', { name: 'Origin' }).fill('https://shop.example')
  await dialogOf(page).getByRole('button', { name: 'Review' }).click()
  await expect(page).toHaveURL(/\/bulk\/[0-9a-f-]{36}$/)
  const { pathname } = new URL(page.url())
  await page.getByRole('button', { name: 'Apply 12 changes' }).click(AFTER_A_KILL)
  await page.goto(second.url + pathname)
  await expect(page.getByText(/\d+ of 12 changes applied/)).toBeVisible()
  await first.kill()
  await expect(page.getByText('12 of 12 changes applied')).toBeVisible({ timeout: 90_000 })
  for (const fn of fns) {
    expect(fn.urls.get('$LATEST')?.cors?.AllowOrigins).toEqual(['https://shop.example'])
    expect(world.calls(fn, WRITE)).toHaveLength(1)
  }
  promise('R6', { changesOfABulkChange: fns.length, lost: 0, doubled: 0 })
})

test('a record that was changed is told by both as soon as one has found it, and acknowledged for both', async ({
  page,
  world,
  pairWith,
}) => {
  const shop = world.addFunction('shop')
  world.addUrl(shop, { authType: 'AWS_IAM' })
  const pair = await pairWith()
  const [first, second] = pair.each
  for (const own of pair.each) {
    await page.goto(own.url + addressIn(shop, '$LATEST', 'edit'))
    await page.getByRole('radio', { name: own === first ? 'RESPONSE_STREAM' : 'BUFFERED' }).check()
    await page.getByRole('button', { name: 'Review changes' }).click()
    await applyReviewed(page)
  }
  await first.stop()
  const client = new pg.Client({ connectionString: pair.databaseUrl })
  await client.connect()
  await client.query("update journal_events set actor_name = 'Tom' where position = 2")
  await client.end()
  const isWrong = page.getByText('The record was changed outside this console, from event 2 on')
  // This one has walked the record before that, and looks at what came since.
  await page.goto(`${second.url}/activity`)
  await expect(page.getByRole('list', { name: 'Activity' })).toBeVisible()
  await first.start()
  for (const own of [first, second]) {
    await page.goto(`${own.url}/activity`)
    await expect(isWrong).toBeVisible()
  }
  await page.getByRole('button', { name: 'Acknowledge…' }).click()
  await dialogOf(page).getByRole('button', { name: 'Acknowledge', exact: true }).click()
  await expect(isWrong).toHaveCount(0)
  await page.goto(`${first.url}/activity`)
  await expect(page.getByRole('list', { name: 'Activity' })).toBeVisible()
  await expect(isWrong).toHaveCount(0)
})
