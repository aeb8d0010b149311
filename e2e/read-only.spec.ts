import type { Page } from '@playwright/test'
import { builtActionIds } from './fixtures/built-actions'
import type { ConsoleProcess } from './fixtures/console-process'
import { handMadeActions } from './fixtures/hand-made-actions'
import { expect, test } from './fixtures/test'
import { HOME_ACCOUNT, REGION } from './fixtures/test-account'
import { addressIn, typedFor, writesTo } from './fixtures/writing'

const REASON = 'The console is in read-only mode (CONSOLE_READ_ONLY).'
const READ_ONLY = { CONSOLE_READ_ONLY: 'true' }
/** What every control that leads to a change is called, whatever page it is on. */
const WRITING =
  /^(Let calls in|Create|Edit$|Delete|Add permission|Remove permission|Review (changes|creation|permission|finishing|undoing)|Recreate|Switch|Close it)/

// These consoles end while a page still reads ahead.
test.beforeEach(({ watch }) => watch.allow(/net::ERR_/))

/** Every control of that kind is there for reading only, and says why. */
async function expectOnlyReading(page: Page, atLeast: number): Promise<void> {
  const controls = page.getByRole('button', { name: WRITING })
  await expect(async () => expect(await controls.count()).toBeGreaterThanOrEqual(atLeast)).toPass({
    timeout: 15_000,
  })
  for (const control of await controls.all()) {
    await expect(control).toHaveAttribute('aria-disabled', 'true')
    await expect(control).toHaveAccessibleDescription(new RegExp(REASON.replace(/[().]/g, '.')))
    await control.click({ force: true })
  }
  // A link would lead to a form that cannot be sent.
  await expect(
    page.getByRole('main').getByRole('link', { name: /^(Create|Edit$|Delete|Recreate)/ }),
  ).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('the header says so, and every control that would change something says why it does not', async ({
  page,
  world,
  consoleWith,
}) => {
  const server = await consoleWith(READ_ONLY)
  const checkout = world.addFunction('checkout')
  world.addAlias(checkout, 'live')
  world.addUrl(checkout)
  world.addPublicStatements(checkout)
  const bare = world.addFunction('bare')

  await page.goto(`${server.url}/functions`)
  await expect(page.getByRole('banner')).toContainText('read only')
  await expect(page.getByRole('link', { name: bare.name, exact: true })).toBeVisible()
  await expectOnlyReading(page, 2)

  await page.goto(`${server.url}/functions/${HOME_ACCOUNT}/${REGION}/${checkout.name}`)
  await expect(page.getByText('no function URL')).toBeVisible()
  await expectOnlyReading(page, 2)

  await page.goto(`${server.url}${addressIn(checkout)}`)
  await expectOnlyReading(page, 1)

  await page.goto(`${server.url}${addressIn(checkout, '$LATEST', 'access')}`)
  await expect(
    page.getByRole('button', { name: 'Remove permission FunctionURLAllowPublicAccess' }),
  ).toBeVisible()
  await expectOnlyReading(page, 4)

  await page.goto(`${server.url}${addressIn(checkout, '$LATEST', 'cors')}`)
  await expectOnlyReading(page, 2)
  await expect(page.getByRole('radio', { name: /^On/ })).toBeDisabled()

  await page.goto(`${server.url}${addressIn(checkout, 'live')}`)
  await expect(page.getByText('has no function URL')).toBeVisible()
  await expectOnlyReading(page, 1)
})

test('whoever goes to a form by its address finds it closed', async ({ page, world, consoleWith }) => {
  const server = await consoleWith(READ_ONLY)
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout)
  await page.goto(`${server.url}/functions/create`)
  await expectOnlyReading(page, 1)
  await page.goto(`${server.url}${addressIn(checkout, '$LATEST', 'edit')}`)
  await page.getByRole('radio', { name: /^RESPONSE_STREAM/ }).click({ force: true })
  await expectOnlyReading(page, 1)
  await page.goto(`${server.url}${addressIn(checkout)}?panel=delete`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(checkout.name)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(writesTo(world, checkout)).toEqual([])
})

test('what was half done before cannot be finished, undone or recreated', async ({
  page,
  world,
  account,
  consoleWith,
}) => {
  const databasePath = test.info().outputPath('console.db')
  const writing = await consoleWith({ CONSOLE_DATABASE: databasePath })
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout)
  world.addPublicStatements(checkout)
  const identity = {
    account: HOME_ACCOUNT,
    region: REGION,
    functionName: checkout.name,
    qualifier: '$LATEST',
  }
  const changeId = await deleteOnce(writing, identity)
  await writing.stop()
  const reading = await consoleWith({ ...READ_ONLY, CONSOLE_DATABASE: databasePath })
  const before = account.sandbox.ledger
    .read()
    .filter(({ operation }) => operation.startsWith('Create')).length
  await page.goto(`${reading.url}/activity/${changeId}`)
  await expect(page.getByText('Applied').first()).toBeVisible()
  await expectOnlyReading(page, 1)
  expect(
    account.sandbox.ledger.read().filter(({ operation }) => operation.startsWith('Create')),
  ).toHaveLength(before)
})

test('the server refuses what is forged: every kind of change, planned or applied', async ({
  world,
  consoleWith,
}) => {
  const server = await consoleWith(READ_ONLY)
  const checkout = world.addFunction('checkout')
  world.addUrl(checkout)
  world.addPublicStatements(checkout)
  const identity = {
    account: HOME_ACCOUNT,
    region: REGION,
    functionName: checkout.name,
    qualifier: '$LATEST',
  }
  const changeId = '0198a4c2-5f0e-4d3a-9b57-3f6b1c2d4e5f'
  const actions = handMadeActions(server.port)
  const truth = JSON.stringify([...checkout.urls, ...checkout.policies])
  expect(builtActionIds().length).toBeGreaterThan(0)
  for (const request of [
    { kind: 'create', identity, AuthType: 'NONE', InvokeMode: 'BUFFERED', grants: [] },
    { kind: 'update', identity, AuthType: 'AWS_IAM' },
    { kind: 'update', identity, Cors: {} },
    { kind: 'delete', identity },
    { kind: 'grant', identity, grants: [{ type: 'everyone' }] },
    { kind: 'revoke', identity, statementIds: ['FunctionURLAllowPublicAccess'] },
    { kind: 'finish', identity, changeId },
    { kind: 'undo', identity, changeId },
    { kind: 'stop-calls', identity },
    { kind: 'let-calls-in', identity, ReservedConcurrentExecutions: null },
  ] as const) {
    const confirmation = typedFor(checkout)
    const inputs = [request, { changeId, request, planHash: 'a'.repeat(64), confirmation }]
    for (const input of inputs) {
      const answers = await actions.sendToAll(input)
      expect(
        answers.filter(({ body }) => body.includes('"code":"read-only"')),
        request.kind,
      ).toHaveLength(1)
      expect(answers.filter(({ body }) => body.includes('"ok":true'))).toEqual([])
    }
  }
  expect(world.calls(checkout)).toEqual([])
  expect(JSON.stringify([...checkout.urls, ...checkout.policies])).toBe(truth)
})

type Identity = Record<'account' | 'region' | 'functionName' | 'qualifier', string>

/** Deletes the function URL by hand-made requests and waits until the change has ended; its id. */
async function deleteOnce(server: ConsoleProcess, identity: Identity): Promise<string> {
  const changeId = crypto.randomUUID()
  const actions = handMadeActions(server.port)
  const request = { kind: 'delete' as const, identity }
  const planHash = await actions.planHashOf(request)
  await actions.apply({
    changeId,
    request,
    planHash,
    confirmation: `development/${identity.region}/${identity.functionName}:${identity.qualifier}`,
  })
  await expect
    .poll(
      async () =>
        (await (await fetch(`${server.url}/api/changes/${changeId}`)).json()).value?.outcome?.verdict,
    )
    .toBe('applied')
  return changeId
}
